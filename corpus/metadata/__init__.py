"""What a document says about itself: title, issuer, region, number, date, kind, addressee, contact.

Each is read by a file of its own; ``reading.describe`` joins them. What the format of the file states
(front matter, the table above a web page) overrides what the text says.
"""
