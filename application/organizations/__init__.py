"""Organizations: signing up, running, handing over, suspending and closing them."""
