"""The demo's medicines: their files (`content`, `source`), their words (`texts`), loading them."""
