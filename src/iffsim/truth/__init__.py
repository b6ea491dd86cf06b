"""What flies: legs, routes, fleets, sites, and the world that a scenario becomes."""
