"""The pharmacist's desk in admin: the queue of cases, and one page to read and decide each."""
