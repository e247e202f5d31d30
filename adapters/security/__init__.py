"""Security: passwords, tokens and API keys, as hashes and signatures."""
