"""Three companies on different plans, with people, projects and this month's usage, to try Tenantry on."""
