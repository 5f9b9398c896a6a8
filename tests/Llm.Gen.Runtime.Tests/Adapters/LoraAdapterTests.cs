using Llm.Gen.Runtime.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests;

public sealed class LoraAdapterTests
{
    [Fact]
    public void A_new_one_changes_nothing()
    {
        using var model = Llama.Create();
        using var scope = NewDisposeScope();
        var before = Logits(model);

        var adapters = OnAll(model);
        var after = Logits(model);

        Assert.Equal(0, Tokens.Difference(before, after));
        Release(adapters);
    }

    [Fact]
    public void Merged_into_each_matrix_it_computes_the_same()
    {
        using var model = Llama.Create();
        using var scope = NewDisposeScope();
        var before = Logits(model);
        var adapters = OnAll(model);
        Learn(adapters);

        var adapted = Logits(model);
        Array.ForEach(adapters, adapter => adapter.Merge());
        Release(adapters);
        var merged = Logits(model);

        Assert.True(Tokens.Difference(before, adapted) > 1e-3f, "the adapters do nothing");
        Assert.InRange(Tokens.Difference(adapted, merged), 0, 1e-5f);
        Assert.All(model.AdapterPoints(), point => Assert.Null(point.Target.Adapter));
    }

    [Fact]
    public void In_bfloat16_it_keeps_float32_numbers()
    {
        using var model = Llama.Create();
        model.to(ScalarType.BFloat16);
        using var scope = NewDisposeScope();
        var adapters = OnAll(model);
        Learn(adapters);

        var adapted = Logits(model);
        Array.ForEach(adapters, adapter => adapter.Merge());
        var merged = Logits(model);

        Assert.All(adapters, adapter => Assert.Equal((ScalarType.Float32, ScalarType.Float32), (adapter.A.dtype, adapter.B.dtype)));
        Assert.InRange(Tokens.Difference(adapted, merged), 0, 0.05f);
        Release(adapters);
    }

    [Fact]
    public void Its_gradients_are_those_of_the_factors_and_frozen_weights_get_none()
    {
        using var model = Llama.Create();
        using var scope = NewDisposeScope();
        model.Freeze();
        var point = model.AdapterPoints().ElementAt(1);
        using var adapter = new LoraAdapter(point.Target, new LoraOptions { Rank = 2, Alpha = 4, Seed = 3 });
        Learn([adapter]);

        using var pass = new Pass();
        Backpropagation.Run(model.call(Tokens.Batch(1, 1, 2, 3, 4), pass).square().sum());

        Assert.All(model.Weights(), row => Assert.Null(row.Parameter.grad));
        Assert.True(adapter.A.grad!.abs().max().item<float>() > 0);
        Assert.True(adapter.B.grad!.abs().max().item<float>() > 0);
        Assert.Equal(2, adapter.Scale);
        Assert.Equal([$"{point.Name}.lora_A.weight", $"{point.Name}.lora_B.weight"], adapter.Weights(point.Name).Select(weight => weight.Name));
    }

    [Fact]
    public void The_same_seed_draws_the_same_numbers()
    {
        using var place = NewDisposeScope();
        var (one, other) = (new Projection(8, 6, Placement.Default), new Projection(8, 6, Placement.Default));
        using var a = new LoraAdapter(one, new LoraOptions { Rank = 4, Seed = 5 });
        using var b = new LoraAdapter(other, new LoraOptions { Rank = 4, Seed = 5 });

        Assert.Equal(0, Tokens.Difference(a.A, b.A));
        Assert.True(a.A.abs().max().item<float>() > 0);
        Assert.Equal(0, a.B.abs().max().item<float>());
    }

    [Fact]
    public void Options_without_meaning_and_places_taken_are_refused()
    {
        using var target = new Projection(8, 6, Placement.Default);

        Assert.StartsWith("Rank is 7; expected 1 to 6", Assert.Throws<ArgumentOutOfRangeException>(() => new LoraAdapter(target, new LoraOptions { Rank = 7 })).Message);
        Assert.StartsWith("Rank is 0; expected 1 to 6", Assert.Throws<ArgumentOutOfRangeException>(() => new LoraAdapter(target, new LoraOptions { Rank = 0 })).Message);
        Assert.StartsWith("Alpha is 0; expected above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new LoraAdapter(target, new LoraOptions { Rank = 2, Alpha = 0 })).Message);
        using var adapter = new LoraAdapter(target, new LoraOptions { Rank = 2 });
        Assert.Contains("has a LoraAdapter already", Assert.Throws<InvalidOperationException>(() => new LoraAdapter(target, new LoraOptions { Rank = 2 })).Message);
        adapter.Merge();
        Assert.Contains("not on its projection", Assert.Throws<InvalidOperationException>(adapter.Merge).Message);
    }

    private static LoraAdapter[] OnAll(Llama model) =>
        [.. model.AdapterPoints().Select((point, i) => new LoraAdapter(point.Target, new LoraOptions { Rank = 2, Seed = i }))];

    private static void Learn(LoraAdapter[] adapters)
    {
        using var _ = no_grad();
        foreach (var adapter in adapters)
            adapter.B.normal_(0, 0.1);
    }

    private static void Release(LoraAdapter[] adapters) => Array.ForEach(adapters, adapter => adapter.Dispose());

    private static Tensor Logits(Llama model)
    {
        using var _ = no_grad();
        using var pass = new Pass();
        return model.call(Tokens.Batch(1, 4, 5, 6, 7), pass);
    }
}
