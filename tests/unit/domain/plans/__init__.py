"""Plans: what they include, what a change of them gives, and which one would fit."""
