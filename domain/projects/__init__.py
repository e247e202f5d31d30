"""Projects: units of work and cost inside an organization, with their teams."""
