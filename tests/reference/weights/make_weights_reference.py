"""Makes the .pth fixtures of tests/models/weights and tests/models/blip, and small_blip.json.

Run with PyTorch 1.13, transformers 4.27 and Pillow 9.4:  python3 make_weights_reference.py
small_blip.pth is a small BLIP in the original checkpoint's manner (OrderedDict, Parameter, half precision, a
transposed queue, a decoder tied to the encoder) filled by the pseudo-weight rule. small_blip.json holds what Hugging
Face's modules make of it and of a picture drawn by a formula, with the vision epsilon at 1e-6 and [ENC] in place.
"""
import collections
import json
import os

import numpy as np
import torch
from PIL import Image

M = (1 << 64) - 1


def uniform(name, count):
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = (seed ^ byte) * 0x100000001B3 & M
    values = np.empty(count)
    for j in range(count):
        z = (seed + (j + 1) * 0x9E3779B97F4A7C15) & M
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & M
        z = (z ^ z >> 27) * 0x94D049BB133111EB & M
        z ^= z >> 31
        values[j] = (z >> 40) * 2.0 ** -24 - 0.5
    return values


def pseudo(name, shape):
    u = uniform(name, int(np.prod(shape)))
    norm = name.endswith(("norm1.weight", "norm2.weight", "visual_encoder.norm.weight", "LayerNorm.weight"))
    return torch.tensor((1 + 0.2 * u if norm else 0.1 * u).astype(np.float32)).reshape(shape)


def original_key(key):
    if not key.startswith("vision_model."):
        return key
    for new, old in [("vision_model.post_layernorm", "visual_encoder.norm"),
                     ("vision_model.embeddings.patch_embedding", "visual_encoder.patch_embed.proj"),
                     ("vision_model.embeddings.position_embedding", "visual_encoder.pos_embed"),
                     ("vision_model.embeddings.class_embedding", "visual_encoder.cls_token"),
                     ("vision_model.encoder.layers", "visual_encoder.blocks"), ("self_attn.projection", "attn.proj"),
                     ("self_attn", "attn"), ("layer_norm", "norm")]:
        key = key.replace(new, old)
    return key


def drawn_picture(width, height):
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([(x * 7 + y * 3) % 256, (x * y) % 256, (x * 13 ^ y * 5) % 256], -1).astype(np.uint8)


def small_blip():
    from transformers import BlipConfig, BlipForImageTextRetrieval
    vision = dict(hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, image_size=32,
                  patch_size=8, layer_norm_eps=1e-6)
    text = dict(hidden_size=16, encoder_hidden_size=16, intermediate_size=32, num_hidden_layers=2,
                num_attention_heads=2, vocab_size=64, max_position_embeddings=32, layer_norm_eps=1e-12, bos_token_id=62)
    config = BlipConfig(text_config=text, vision_config=vision, projection_dim=8, image_text_hidden_size=8)
    model = BlipForImageTextRetrieval(config).eval()
    with torch.no_grad():
        for key, tensor in model.state_dict().items():
            if not key.endswith("position_ids"):
                tensor.copy_(pseudo(original_key(key), tensor.shape))
    return model


def features(model):
    picture = Image.fromarray(drawn_picture(50, 37)).resize((32, 32), Image.BICUBIC)
    mean, sd = torch.tensor([0.48145466, 0.4578275, 0.40821073]), torch.tensor([0.26862954, 0.26130258, 0.27577711])
    pixels = ((torch.tensor(np.array(picture)).float() / 255 - mean) / sd).permute(2, 0, 1)[None]
    # "a red cat" in the vocabulary of EncoderTest.cpp, padded to 32
    ids = torch.tensor([[2, 5, 6, 8, 3] + [0] * 27])
    mask = (ids != 0).long()
    with torch.no_grad():
        image = model.vision_model(pixels).last_hidden_state
        words = model.text_encoder(ids, attention_mask=mask).last_hidden_state
        ids[0, 0] = 63
        both = model.text_encoder(ids, attention_mask=mask, encoder_hidden_states=image,
                                  encoder_attention_mask=torch.ones(image.shape[:-1])).last_hidden_state
    return {name: [round(v, 7) for v in block[0].flatten().tolist()]
            for name, block in [("image", image), ("text", words), ("multimodal", both)]}


class Hostile:
    def __reduce__(self):
        return (os.system, ("touch VOXELSCOPE_WAS_FOOLED",))


def main():
    model = small_blip()
    json.dump(features(model), open("small_blip.json", "w"))
    state = collections.OrderedDict()
    for key, tensor in model.state_dict().items():
        state[original_key(key)] = tensor
    state["visual_encoder.norm.weight"] = torch.nn.Parameter(state["visual_encoder.norm.weight"])
    for key in [k for k in state if k.startswith("text_encoder.embeddings")]:  # tied: one storage, two names
        state[key.replace("text_encoder", "text_decoder.bert")] = state[key]
    state["temp"] = torch.tensor(0.07)
    state["image_queue"] = torch.arange(12, dtype=torch.float32).reshape(4, 3).t()
    state["queue_ptr"] = torch.tensor([5])
    torch.save({"model": state, "epoch": 3, "lr": 1e-3}, "small_blip.pth")

    base = torch.arange(12, dtype=torch.float32).reshape(4, 3)
    kinds = collections.OrderedDict(base=base, rows=base[1:3], transposed=base.t(), one=torch.tensor(3.5),
                                    none=torch.zeros(0, 3), half=torch.tensor([1.5, -2.0]).half(),
                                    bfloat=torch.tensor([1.5, -2.0]).bfloat16(), whole=torch.tensor([1, -2, 1 << 40]),
                                    flags=torch.tensor([True, False]), parameter=torch.nn.Parameter(torch.ones(2)))
    torch.save(kinds, "kinds.pth")
    torch.save({"w": torch.ones(1), "e": Hostile()}, "hostile.pth")
    torch.save(kinds, "legacy.pth", _use_new_zipfile_serialization=False)


main()
