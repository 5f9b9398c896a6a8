// Teaches a model of any family what a small file of instructions says, in a low-rank adapter beside its weights.

using Examples.FineTune;
using Llm.Gen;
using Llm.Gen.Compilation;
using Llm.Gen.Data;
using Llm.Gen.Runtime;
using Llm.Gen.Tokenization;
using Llm.Gen.Training;

try
{
    return await Tune(Arguments.Parse(args));
}
catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException or TrainingStoppedException or TemplateException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

static async Task<int> Tune(Arguments arguments)
{
    const int Context = 256;

    var tokenizer = Tokenizer.Load(arguments.Model);
    using var model = ModelCompiler.Default.LoadModel(arguments.Model);
    var template = TemplateOf(arguments.Model, tokenizer);

    // Answers alone are learnt; examples share rows and do not see each other.
    var encoder = new ExampleEncoder(tokenizer, new() { Context = Context, Vocabulary = model.Facts.Vocabulary, Template = template });
    using var examples = ExampleFile.Write(RecordFile.Read([arguments.Data]), encoder);
    var rows = new PackedRows(examples, Context, seed: 1);
    Console.WriteLine($"{examples.Count:N0} examples, {examples.Targets:N0} tokens to learn, in {rows.Count:N0} rows of {Context}.");
    Console.WriteLine($"\n{arguments.Question}\nBefore: {await Answer()}\n");

    using var adapter = ModelAdapter.Create(model, new AdapterConfig { Rank = 8, Alpha = 16, BaseModel = arguments.Model }, seed: 1);
    adapter.FreezeBase();
    var options = new TrainingOptions
    {
        Steps = arguments.Steps,
        BatchSize = 2,
        LearningRate = 1e-3,
        WarmupSteps = arguments.Steps / 20,
        Optimizer = new() { WeightDecay = 0 },
    };
    using (var trainer = new Trainer(model, rows, null, options))
        trainer.Run();

    adapter.Save(arguments.Output);
    Console.WriteLine($"""

        After: {await Answer()}

        The adapter of {adapter.ParameterCount:N0} numbers, beside {model.Facts.ParameterCount:N0} of the model, is in {arguments.Output}, in the PEFT format.
        """);
    return 0;

    async Task<string> Answer()
    {
        var prompt = template.Render([new ChatMessage("user", arguments.Question)]);
        return (await model.GenerateTextAsync(tokenizer, prompt, new() { MaxNewTokens = 48, Temperature = 0 })).Text.Trim();
    }
}

static ChatTemplate TemplateOf(string model, Tokenizer tokenizer)
{
    try
    {
        return ChatTemplate.Load(model);
    }
    catch (FileNotFoundException)
    {
        return PlainTemplate.For(tokenizer);        // a base model
    }
}
