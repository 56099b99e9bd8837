"""Colours by the names that Tk knows, as SVG understands them."""

from .errors import TurtleGraphicsError

NAMES = frozenset(
    """aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
    cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
    darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
    firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
    hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
    lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
    mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
    midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple red
    rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray
    slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
    yellowgreen""".split()
)

#: Names of X11 that the web has not.
ONLY_TK = {"lightgoldenrod": "#eedd82", "navyblue": "#000080", "violetred": "#d02090", "lightslateblue": "#8470ff"}

#: The first of each family of four, such as `SkyBlue1` to `SkyBlue4`; the others are darker by fixed parts.
FAMILIES = dict(
    pair.split("=")
    for pair in """antiquewhite=ffefdb aquamarine=7fffd4 azure=f0ffff bisque=ffe4c4 blue=0000ff brown=ff4040
    burlywood=ffd39b cadetblue=98f5ff chartreuse=7fff00 chocolate=ff7f24 coral=ff7256 cornsilk=fff8dc cyan=00ffff
    darkgoldenrod=ffb90f darkolivegreen=caff70 darkorange=ff7f00 darkorchid=bf3eff darkseagreen=c1ffc1
    darkslategray=97ffff deeppink=ff1493 deepskyblue=00bfff dodgerblue=1e90ff firebrick=ff3030 gold=ffd700
    goldenrod=ffc125 green=00ff00 honeydew=f0fff0 hotpink=ff6eb4 indianred=ff6a6a ivory=fffff0 khaki=fff68f
    lavenderblush=fff0f5 lemonchiffon=fffacd lightblue=bfefff lightcyan=e0ffff lightgoldenrod=ffec8b lightpink=ffaeb9
    lightsalmon=ffa07a lightskyblue=b0e2ff lightsteelblue=cae1ff lightyellow=ffffe0 magenta=ff00ff maroon=ff34b3
    mediumorchid=e066ff mediumpurple=ab82ff mistyrose=ffe4e1 navajowhite=ffdead olivedrab=c0ff3e orange=ffa500
    orangered=ff4500 orchid=ff83fa palegreen=9aff9a paleturquoise=bbffff palevioletred=ff82ab peachpuff=ffdab9
    pink=ffb5c5 plum=ffbbff purple=9b30ff red=ff0000 rosybrown=ffc1c1 royalblue=4876ff salmon=ff8c69 seagreen=54ff9f
    seashell=fff5ee sienna=ff8247 skyblue=87ceff slateblue=836fff slategray=c6e2ff snow=fffafa springgreen=00ff7f
    steelblue=63b8ff tan=ffa54f thistle=ffe1ff tomato=ff6347 turquoise=00f5ff violetred=ff3e96 wheat=ffe7ba
    yellow=ffff00""".split()
)
PARTS = {"1": 1, "2": 0.932, "3": 0.804, "4": 0.548}


def to_svg(colour):
    """A colour of SVG for one of Tk, `none` for the empty one; None where there is no such colour."""
    if colour == "":
        return "none"
    name = colour.lower().replace(" ", "")
    if name in NAMES:
        return name
    if name.startswith("#"):
        return from_digits(name[1:])
    if name in ONLY_TK:
        return ONLY_TK[name]
    if name[:4] in ("gray", "grey") and name[4:].isdecimal() and int(name[4:]) <= 100:
        level = int(int(name[4:]) * 255 / 100 + 0.5)
        return f"#{level:02x}{level:02x}{level:02x}"
    family = FAMILIES.get(name[:-1])
    if family and name[-1] in PARTS:
        levels = (int(int(family[at : at + 2], 16) * PARTS[name[-1]] + 0.5) for at in (0, 2, 4))
        return "#" + "".join(f"{level:02x}" for level in levels)
    return None


def from_digits(digits):
    """Three, six, nine or twelve digits, as Tk takes them; the two leading ones of each part count."""
    if len(digits) not in (3, 6, 9, 12) or any(digit not in "0123456789abcdef" for digit in digits):
        return None
    size = len(digits) // 3
    parts = [digits[at : at + size] for at in range(0, len(digits), size)]
    return "#" + "".join((part * 2)[:2] for part in parts)


def to_text(args, mode):
    """The colour of one string, three numbers or a tuple of them, as a string of Tk. `mode` is what 100 % is."""
    colour = args[0] if len(args) == 1 else args
    if isinstance(colour, str):
        if to_svg(colour) is None:
            raise TurtleGraphicsError(f"bad color string: {colour}")
        return colour
    try:
        red, green, blue = colour
        in_range = all(0 <= part <= mode for part in colour)
    except (TypeError, ValueError):
        raise TurtleGraphicsError(f"bad color arguments: {colour}") from None
    if not in_range:
        raise TurtleGraphicsError(f"bad color sequence: {tuple(colour)}")
    levels = [round(part * 255.0) if mode == 1.0 else round(part) for part in (red, green, blue)]
    return "#{:02x}{:02x}{:02x}".format(*levels)


def to_value(text, mode):
    """What a program sees of a colour: a name stays a name, digits become three numbers."""
    if not text.startswith("#"):
        return text
    digits = from_digits(text[1:].lower())
    levels = [int(digits[at : at + 2], 16) for at in (1, 3, 5)]
    return tuple(level / 255.0 for level in levels) if mode == 1.0 else tuple(levels)
