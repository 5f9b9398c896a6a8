using System.CommandLine;
using System.Text.Json.Nodes;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Compilation;
using Llm.Gen.Runtime;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm verify MODEL</c>: every number against the reference's. Exit code 1 when one differs.</summary>
internal static class VerifyCommand
{
    private const int MostDifferencesShown = 20;

    public static Command Create()
    {
        var model = Parameters.Model();
        var expected = new Option<string?>("--expected") { Description = "the reference: a folder with expected.safetensors and case.json, or expected.json; MODEL's own unless said" };
        var tolerance = new Option<double>("--tolerance")
        {
            Description = "a equals b when |a - b| is at most this times max(1, |b|)",
            DefaultValueFactory = _ => Verification.DefaultTolerance,
        };
        var components = TrustedComponents.Option();
        var json = Parameters.Json();
        var command = new Command("verify", "Prove a model equal to what a reference implementation computed.") { model, expected, tolerance, components, json };
        command.SetAction(parsed =>
        {
            var report = Verify(parsed.GetRequiredValue(model), parsed.GetValue(expected), parsed.GetValue(tolerance), TrustedComponents.Compiler(parsed.GetValue(components)));
            if (parsed.GetValue(json))
                Report.Print(Describe(report));
            else
                PrintPage(report);
            return report.Ok ? 0 : 1;
        });
        return command;
    }

    private static VerificationReport Verify(string path, string? expected, double tolerance, ModelCompiler compiler)
    {
        if (!(tolerance > 0) || double.IsInfinity(tolerance))
            throw new ArgumentException($"--tolerance is {tolerance}; a number above 0 was expected.");

        var factory = compiler.Compile(ModelFile.ReadConfig(path).Architecture);
        return Verification.Run(factory, path, expected, tolerance);
    }

    // The keys are a contract.
    private static JsonObject Describe(VerificationReport report) => new()
    {
        ["ok"] = report.Ok,
        ["tolerance"] = report.Tolerance,
        ["loss"] = report.Loss is { } loss ? Pair(loss) : null,
        ["max_difference"] = new JsonObject(report.MaxDifference.Select(row => KeyValuePair.Create(row.Key, Report.Number(row.Value)))),
        ["grad_norms"] = new JsonObject(report.GradientNorms.Select(row => KeyValuePair.Create(row.Key, (JsonNode?)Pair(row.Value)))),
        ["differences"] = new JsonArray([.. report.Differences.Select(line => (JsonNode)line)]),
    };

    private static JsonArray Pair(Compared numbers) => [Report.Number(numbers.Got), Report.Number(numbers.Expected)];

    private static void PrintPage(VerificationReport report)
    {
        var facts = new List<(string, string)>();
        if (report.Loss is { } loss)
            facts.Add(("loss", FormattableString.Invariant($"{loss.Got:0.000000}, expected {loss.Expected:0.000000}")));
        facts.AddRange(report.MaxDifference.Select(row => (row.Key, FormattableString.Invariant($"at most {row.Value:0.0e+0} apart"))));
        if (report.GradientNorms.Count > 0)
        {
            var worst = report.GradientNorms.Max(row => Math.Abs(row.Value.Got - row.Value.Expected));
            facts.Add(("gradient norms", FormattableString.Invariant($"{report.GradientNorms.Count}, at most {worst:0.0e+0} apart")));
        }

        Tables.PrintFacts(
            FormattableString.Invariant($"{(report.Ok ? "Equal" : "NOT equal")} to the reference, tolerance {report.Tolerance:g}"), facts);
        foreach (var line in report.Differences.Take(MostDifferencesShown))
            Console.Out.WriteLine(line);
        if (report.Differences.Count > MostDifferencesShown)
            Console.Out.WriteLine($"and {report.Differences.Count - MostDifferencesShown} more differences");
    }
}
