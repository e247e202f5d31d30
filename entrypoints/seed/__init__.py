"""Three companies on different plans, with people, projects and a month of usage, to try Tenantry on."""
