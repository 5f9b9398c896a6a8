// What published shapes ask of a machine: from their declarations alone, no weight is made.
//
//   Shapes [CONTEXT]     CONTEXT: tokens of the sequence that is read, 2048 unless said

using System.Globalization;
using Examples.Shapes;
using Llm.Gen.Architectures;

const double Billion = 1e9;
const int BytesOfBFloat16 = 2;

if (args is not ([] or [_]) || !int.TryParse(args is [var given] ? given : "2048", CultureInfo.InvariantCulture, out var context) || context < 1)
{
    Console.Error.WriteLine("usage: Shapes [CONTEXT]");
    return 2;
}

(string Name, string Config)[] shapes =
[
    (nameof(SmolLm2Of360M), SmolLm2Of360M.Config),
    (nameof(Mistral7B), Mistral7B.Config),
    (nameof(Llama31Of70B), Llama31Of70B.Config),
];

Console.WriteLine(FormattableString.Invariant($"{"",-14} {"parameters",16} {"GFLOP / token",14} {"read it, GB",12} {"train it, GB",13}"));
foreach (var (name, config) in shapes)
{
    var facts = new ArchitectureFacts(ModelConfig.Parse(config).Architecture);
    var reading = facts.GenerationMemory(batch: 1, context, BytesOfBFloat16, BytesOfBFloat16);
    var training = facts.TrainingMemory(BytesOfBFloat16);           // with AdamW and masters in float32, before activations
    Console.WriteLine(FormattableString.Invariant(
        $"{name,-14} {facts.Parameters,16:N0} {facts.FlopsPerToken(context) / Billion,14:F3} {reading.Total / Billion,12:F2} {training.Total / Billion,13:F2}"));
}
return 0;
