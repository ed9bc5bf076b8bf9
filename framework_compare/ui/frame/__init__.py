"""The frame around every page: menu, state, address, caches, faults."""
