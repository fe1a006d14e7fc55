"""Makes resize.json (Pillow's bicubic) and tokens.json (BERT's tokenizer) for tests/models/blip.

Run with Pillow 9.4 and transformers 4.27:  python3 make_blip_reference.py BERT_VOCABULARY_FILE
tokens.json holds only the pieces that the captions need, with their ids, not the vocabulary.
"""
import json
import sys

import numpy as np
from PIL import Image

SIZES = [(50, 37, 224, 224), (640, 480, 224, 224), (17, 211, 384, 384), (1, 1, 224, 224), (1, 300, 32, 32),
         (300, 1, 32, 32), (224, 100, 224, 224), (100, 224, 224, 224), (224, 224, 224, 224), (3, 2, 5, 7),
         (900, 7, 16, 16), (385, 383, 384, 384), (2, 2, 1, 1), (333, 251, 1, 9)]
CAPTIONS = ["a large fountain spewing water into the air", "A Large  Fountain: spewing (water) into the air!!!",
            "merlion in Singapore", "a random irrelevant caption", "A woman and her dog sitting in a beach",
            "It's a dog's life -- isn't it? #wow", "caf\u00e9 na\u00efve", "\u65e5\u672c\u8a9e text",
            "hello,world/foo-bar", "", "   ...   ", "tab\there\nand\u00a0there", "zero\u200bwidth\u2028line",
            "\u0130stanbul \u03a3\u03a3 stra\u00dfe", "x" * 101 + " cat", "caf\ue000e \U0001f600 \U00020000 ok",
            "\u00bfqu\u00e9? \u2014 \u201cquoted\u201d $5 + 3 = 8 ^ ` | <b>", "[CLS] [ENC] [MASK] [unused1]",
            " ".join(["word"] * 60), "a b c d e f g h i j k l m n o p q r s t u v w x y z one two three four five six"]


def drawn_picture(width, height):
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([(x * 7 + y * 3) % 256, (x * y) % 256, (x * 13 ^ y * 5) % 256], -1).astype(np.uint8)


def fnv1a64(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & ((1 << 64) - 1)
    return f"{value:016x}"


def clean(caption):
    """BLIP's caption processor: see blip.md 2.1 for the steps."""
    import re
    caption = re.sub(r"\s{2,}", " ", re.sub(r'([.!"()*#:;~])', " ", caption.lower())).rstrip("\n").strip(" ")
    words = caption.split(" ")
    return " ".join(words[:50]) if len(words) > 50 else caption


def main():
    from transformers import BertTokenizer
    resized = []
    for width, height, w, h in SIZES:
        picture = Image.fromarray(drawn_picture(width, height)).resize((w, h), Image.BICUBIC)
        resized.append(dict(from_size=[width, height], to_size=[w, h], fnv1a64=fnv1a64(picture.tobytes())))
    json.dump(resized, open("resize.json", "w"), indent=1)
    tokenizer = BertTokenizer(sys.argv[1])
    captions, used = [], {0, 100, 101, 102, 103}
    for caption in CAPTIONS:
        ids = tokenizer(clean(caption))["input_ids"]
        captions.append(dict(caption=caption, cleaned=clean(caption), ids=ids))
        used.update(ids)
    # greedy matching must also meet the longer and shorter pieces that lose
    words = {w for c in captions for w in tokenizer.basic_tokenizer.tokenize(c["cleaned"])}
    parts = {w[a:b] for w in words if len(w) < 30 for a in range(len(w)) for b in range(a + 1, len(w) + 1)}
    used.update(i for piece, i in tokenizer.vocab.items() if piece.removeprefix("##") in parts)
    pieces = {tokenizer.ids_to_tokens[i]: i for i in sorted(used)}
    json.dump(dict(pieces=pieces, captions=captions), open("tokens.json", "w"), indent=0)


main()
