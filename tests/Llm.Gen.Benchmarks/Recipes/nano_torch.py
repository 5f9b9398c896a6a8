"""The models of examples/recipes/nano-*.json written plainly in PyTorch, 1.13 or newer: what training them takes there.

    python3 nano_torch.py nano-gpt|nano-llama --text FILE [--steps 300]     prints one JSON object
"""
import argparse
import json
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

LAYERS, HEADS, WIDTH, CONTEXT, BATCH, WARMUP = 4, 4, 128, 64, 12, 20


class RmsNorm(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * self.weight


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        return self.down(F.gelu(self.up(x)))


class SwiGlu(nn.Module):
    def __init__(self, inner=336):
        super().__init__()
        self.gate, self.up, self.down = (nn.Linear(a, b, bias=False) for a, b in ((WIDTH, inner), (WIDTH, inner), (inner, WIDTH)))

    def forward(self, x):
        return self.down(F.silu(self.gate(x)) * self.up(x))


class Attention(nn.Module):
    def __init__(self, bias, rotation):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH, bias=bias), nn.Linear(WIDTH, WIDTH, bias=bias)
        self.rotation = rotation

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = (y.view(b, t, HEADS, -1).transpose(1, 2) for y in self.qkv(x).split(WIDTH, -1))
        if self.rotation is not None:
            q, k = self.rotate(q), self.rotate(k)
        if hasattr(F, "scaled_dot_product_attention"):
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            y = ((q @ k.transpose(-1, -2)) * q.shape[-1] ** -0.5).masked_fill(mask, float("-inf")).softmax(-1) @ v
        return self.out(y.transpose(1, 2).reshape(b, t, WIDTH))

    def rotate(self, x):
        cos, sin = self.rotation
        a, b = x.chunk(2, -1)
        return x * cos + torch.cat((-b, a), -1) * sin


class Layer(nn.Module):
    def __init__(self, is_llama, rotation):
        super().__init__()
        norm = RmsNorm if is_llama else nn.LayerNorm
        self.first, self.second = norm(WIDTH), norm(WIDTH)
        self.attention, self.feed_forward = Attention(not is_llama, rotation), SwiGlu() if is_llama else Mlp()

    def forward(self, x, mask):
        x = x + self.attention(self.first(x), mask)
        return x + self.feed_forward(self.second(x))


class Model(nn.Module):
    def __init__(self, is_llama, vocabulary):
        super().__init__()
        size = WIDTH // HEADS
        angles = torch.outer(torch.arange(CONTEXT).float(), 10000.0 ** (-torch.arange(0, size, 2).float() / size)).repeat(1, 2)
        rotation = (angles.cos(), angles.sin()) if is_llama else None
        self.embed = nn.Embedding(vocabulary, WIDTH)
        self.positions = None if is_llama else nn.Embedding(CONTEXT, WIDTH)
        self.layers = nn.ModuleList(Layer(is_llama, rotation) for _ in range(LAYERS))
        self.norm = RmsNorm(WIDTH) if is_llama else nn.LayerNorm(WIDTH)
        self.register_buffer("mask", torch.ones(CONTEXT, CONTEXT, dtype=torch.bool).triu(1))
        for p in self.parameters():
            if p.dim() == 2:
                nn.init.normal_(p, std=0.02)

    def forward(self, tokens):
        x = self.embed(tokens)
        if self.positions is not None:
            x = x + self.positions.weight
        for layer in self.layers:
            x = layer(x, self.mask)
        return F.linear(self.norm(x), self.embed.weight)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=["nano-gpt", "nano-llama"])
    parser.add_argument("--text", required=True)
    parser.add_argument("--steps", type=int, default=300)
    args = parser.parse_args()
    torch.manual_seed(1337)
    torch.set_num_threads(2)
    with open(args.text, encoding="utf-8") as file:
        text = file.read()
    characters = {c: i for i, c in enumerate(sorted(set(text)))}
    tokens = torch.tensor([characters[c] for c in text])
    tokens = tokens[: len(tokens) * 9 // 10]
    model = Model(args.model == "nano-llama", len(characters))
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, betas=(0.9, 0.99), weight_decay=0.1)
    for step in range(WARMUP + args.steps):
        if step == WARMUP:
            started = time.perf_counter()
        at = torch.randint(len(tokens) - CONTEXT - 1, (BATCH,))
        rows = torch.stack([tokens[i:i + CONTEXT + 1] for i in at.tolist()])
        loss = F.cross_entropy(model(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "tokens_per_second": args.steps * BATCH * CONTEXT / seconds, "loss": loss.item(), "torch": torch.__version__}))


main()
