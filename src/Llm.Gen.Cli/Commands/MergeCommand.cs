using System.CommandLine;
using System.Text.Json.Nodes;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Compilation;
using Llm.Gen.Runtime;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm merge MODEL ADAPTER OUT</c>: a model with an adapter's share in its weights, as a folder of its own.</summary>
internal static class MergeCommand
{
    // What a model's folder holds beside its weights and what says how they are computed with: its text side.
    private static readonly string[] TextFiles =
        ["tokenizer.json", "tokenizer_config.json", "tokenizer.model", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt", "vocab.txt", "chat_template.jinja", "chat_template.json"];

    public static Command Create()
    {
        var model = Parameters.Model();
        var adapter = new Argument<string>("ADAPTER") { Description = "a folder in the PEFT format, with adapter_config.json" };
        var output = new Argument<string>("OUT") { Description = "the folder of the merged model" };
        var precision = new Option<string>("--precision") { Description = "what to compute and save in", DefaultValueFactory = _ => "stored" };
        precision.AcceptOnlyFromAmong("stored", "float32", "bfloat16");
        var components = TrustedComponents.Option();
        var json = Parameters.Json();
        var command = new Command("merge", "Put an adapter's share into a model's weights.") { model, adapter, output, precision, components, json };
        command.SetAction((parsed, cancellation) =>
        {
            var type = parsed.GetValue(precision) switch { "float32" => Precision.Float32, "bfloat16" => Precision.BFloat16, _ => Precision.AsStored };
            var report = Merge(parsed.GetRequiredValue(model), parsed.GetRequiredValue(adapter), parsed.GetRequiredValue(output), type, TrustedComponents.Compiler(parsed.GetValue(components)), cancellation);
            if (parsed.GetValue(json))
                Report.Print(report);
            else
                Console.Out.WriteLine($"The merged model is in {parsed.GetRequiredValue(output)}.");
            return Task.FromResult(0);
        });
        return command;
    }

    private static JsonObject Merge(string path, string adapterPath, string output, Precision precision, ModelCompiler compiler, CancellationToken cancellation)
    {
        if (new[] { path, adapterPath }.Any(given => Path.GetFullPath(given) == Path.GetFullPath(output)))
            throw new ArgumentException($"OUT is {output}, which is to be read; give another folder.");

        var factory = compiler.Compile(ModelFile.ReadConfig(path).Architecture);
        using var model = factory.LoadModel(path, new LoadOptions { Precision = precision, IsDequantized = true, Cancellation = cancellation });
        using var adapter = ModelAdapter.Load(model, adapterPath);
        adapter.Merge(keepsBase: false);
        model.Save(output, cancellation);
        var texts = ModelFile.TokenizerPath(path);
        foreach (var file in TextFiles.Where(file => File.Exists(Path.Combine(texts, file))))
            File.Copy(Path.Combine(texts, file), Path.Combine(output, file), overwrite: true);
        return new JsonObject { ["output"] = output, ["adapter_parameters"] = adapter.ParameterCount, ["parameters"] = model.Facts.ParameterCount };
    }
}
