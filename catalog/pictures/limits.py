"""What may be a picture, what is kept of it, and the sizes it is shown in."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 15 * MEGABYTE
MEGAPIXEL = 1_000_000
# What most cameras take; decoded, at most a tenth of a gigabyte in the process that serves pages.
MOST_PIXELS = 24 * MEGAPIXEL
# Of the longer side: less would be blown up.
LEAST_SIDE = 400
# Three times the largest size.
KEPT_SIDE = 2304
MOST_PICTURES = 6
# Of the squares, in pixels: a list's and the page's head at one and two dots a point, and large.
WIDTHS = (96, 192, 384, 768)
LARGEST = WIDTHS[-1]
