// Continues a text with a declared model.
//
//   Generate MODEL [PROMPT]     MODEL: SmolLM2-135M as a Hugging Face folder, or as a .gguf file with tokenizer.json beside it

using Examples.Generate;
using Llm.Gen;
using Llm.Gen.Generation;

if (args is not [var path, .. { Length: <= 1 } rest])
{
    Console.Error.WriteLine("usage: Generate MODEL [PROMPT]");
    return 2;
}

var prompt = rest is [var given] ? given : "Gravity is";
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, interrupt) =>
{
    interrupt.Cancel = true;        // let the model finish its token, then leave the loop below
    cancellation.Cancel();
};

try
{
    using var model = SmolLm2.Load(path);
    var tokenizer = Tokenizer.Load(Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!);

    Console.Write(prompt);
    await foreach (var piece in model.GenerateAsync(tokenizer, prompt, new TextGenerationOptions { MaxNewTokens = 64 }, cancellation.Token))
        Console.Write(piece);
    Console.WriteLine();
    return 0;
}
catch (OperationCanceledException)
{
    Console.WriteLine();
    return 130;
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException or ArgumentException)
{
    Console.Error.WriteLine($"Generate: {problem.Message}");
    return 2;
}
