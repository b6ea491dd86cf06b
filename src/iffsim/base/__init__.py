"""What everything stands on: units, the sphere, values that hold until they change, files."""
