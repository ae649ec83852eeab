"""What must stay quick, measured as ratios in one run. `make bench`; never part of the tests."""
