using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tests;
using TorchSharp;

namespace Llm.Gen.Training.Tests;

/// <summary>The same seed gives the same numbers, bit for bit: weights drawn, losses, weights learnt, tokens sampled.</summary>
[Collection(LiveTensors.Name)]
public sealed class SeedTests
{
    internal const string ChildCommand = "train-with-threads";

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void Every_number_is_repeatable_and_the_same_on_one_thread_and_on_two(Precision precision)
    {
        var one = InNewProcess(1, precision);
        var two = InNewProcess(2, precision);

        Assert.Equal(2, one.Length);
        Assert.Equal(one[0], one[1]);
        Assert.Equal(two[0], two[1]);
        Assert.Equal(one[0], two[0]);
    }

    [Fact]
    public void Another_seed_gives_other_numbers()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(Numbers(folder, Precision.Float32, seed: 3, steps: 1), Numbers(folder, Precision.Float32, seed: 3, steps: 1));
        Assert.NotEqual(Numbers(folder, Precision.Float32, seed: 3, steps: 1), Numbers(folder, Precision.Float32, seed: 4, steps: 1));
    }

    /// <summary>What the child process does: everything twice.</summary>
    internal static int Child(int threads, string precision)
    {
        torch.set_num_threads(threads);
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 2; i++)
            Console.WriteLine(Numbers(folder, Enum.Parse<Precision>(precision), seed: 3, steps: 4));
        return 0;
    }

    /// <summary>Drawn weights, losses, learnt weights and sampled tokens in one line, hashed where they are many.</summary>
    private static string Numbers(TemporaryFolder folder, Precision precision, long seed, long steps)
    {
        using var tokens = Tokens(folder);
        using var model = Wide.Create(new() { Precision = precision, Seed = seed, Deviation = 0.05 });
        var drawn = Hash(model);
        var heard = new Recorder();
        var options = new TrainingOptions { Steps = steps, BatchSize = 8, Accumulation = 2, LearningRate = 0.01, Seed = seed, Progress = ProgressDisplay.Silent };
        using (var trainer = new Trainer(model, new TokenBatches(tokens.All, 64, (ulong)seed), null, options, callbacks: [heard]))
            trainer.Run();
        var sampled = new Generator(model).StreamAsync([[1, 2, 3], [4]], new GenerationOptions { MaxNewTokens = 40, Temperature = 1, TopP = 0.95, Seed = seed, StopTokens = [] });
        return string.Join(' ', [drawn, .. heard.Steps.Select(step => $"{step.Loss:R}/{step.GradientNorm:R}"), Hash(model), .. sampled.ToBlockingEnumerable().Select(token => token.Token)]);
    }

    private static TokenFile Tokens(TemporaryFolder folder) =>
        SquareTokens.Open(folder.File($"{Guid.NewGuid():N}.tokens"), 20_000, vocabulary: 512, modulus: 509);

    private static string Hash(CausalModel model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var weight in model.Weights())
        {
            using var numbers = weight.Parameter.detach().to(torch.ScalarType.Float32);
            hash.AppendData(MemoryMarshal.AsBytes<float>(numbers.data<float>().ToArray()));
        }
        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }

    private static string[] InNewProcess(int threads, Precision precision)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SeedTests).Assembly.Location, ChildCommand, $"{threads}", $"{precision}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        var lines = child.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, errors.Result);
        return lines;
    }
}
