"""rowspace opens any model's embedding table, shows its geometry, and teaches how tokens become vectors."""
