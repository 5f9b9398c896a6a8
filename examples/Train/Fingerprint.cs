using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Llm.Gen;
using Llm.Gen.Runtime;
using TorchSharp;

namespace Examples.Train;

/// <summary>A hash of every bit of a model's logits for a text: two models have the same one when they compute the same.</summary>
public static class Fingerprint
{
    public static string Of(Pocket.Model model, Tokenizer tokenizer, string text)
    {
        using var frozen = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        using var pass = new Pass();
        var tokens = torch.tensor(tokenizer.EncodeToIds(text).Select(id => (long)id).ToArray()).unsqueeze(0);   // [1, T]
        var logits = model.call(tokens, pass);                                                                  // [1, T, V]
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(logits.data<float>().ToArray())));
    }

    /// <summary>What the new process does.</summary>
    public static int Print(string folder, string text)
    {
        using var model = Pocket.Load(folder);
        Console.WriteLine(Of(model, Tokenizer.Load(folder), text));
        return 0;
    }

    /// <summary>Loads a saved model in a process that knows nothing but the folder.</summary>
    public static string InNewProcess(string folder, string text)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["--fingerprint", folder, text]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }
}
