"""What pages and files show of reports, in sentences: rules and actions hold none.

figures     a figure as people read it
columns     the tables and columns of lines, and what stands in them
in_words    conditions, and how a line is counted
own_forms   a committee's form, filled in, as rows and as files
spans       spans in words, and those beside one
"""
