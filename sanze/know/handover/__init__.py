"""Hand-over of a post (岗位交接): what passes on is listed, both sides confirm, nothing is without an owner."""
