"""What pages and commands show of quality, in sentences: rules and actions hold none.

conditions  a condition and a measured value as one reads them
lines       one line of a score: what is on record, why it has its points, what would change it
scores      a whole score, side by side
periods     quarters and years
years       a cell's year, explained for a command
boards      what those above see
sheets      a sheet as people read it
findings    what is wrong with a sheet
mending     and which part of the page mends it
habits      what a cell may try
ratings     the questions to members
"""
