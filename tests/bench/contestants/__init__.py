"""Who is compared, one file each. Nothing is imported here: a contestant's server may be in one."""
