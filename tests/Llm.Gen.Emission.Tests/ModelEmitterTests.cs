using System.Globalization;
using Llm.Gen.Architectures;
using Llm.Gen.Tests;

namespace Llm.Gen.Emission.Tests;

public sealed class ModelEmitterTests
{
    [Fact]
    public void Text_has_plain_line_ends_no_trailing_spaces_and_ends_with_a_line()
    {
        foreach (var text in Samples.Texts)
        {
            Assert.DoesNotContain('\r', text);
            Assert.DoesNotContain('\t', text);
            Assert.DoesNotContain("\n\n\n", text);
            Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        }
        Assert.All(Samples.All.SelectMany(sample => ModelEmitter.Emit(sample)), file => Assert.EndsWith("}\n", file.Text));
    }

    [Fact]
    public void Equal_declarations_give_equal_text_whatever_the_culture()
    {
        var before = Samples.All.SelectMany(sample => ModelEmitter.Emit(sample)).ToList();
        var culture = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NumberGroupSeparator = ".";
        odd.NumberFormat.NegativeSign = "~";

        try
        {
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(before, Samples.All.Select(sample => sample with { }).SelectMany(sample => ModelEmitter.Emit(sample)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Hint_names_tell_declarations_apart()
    {
        var names = Samples.All.SelectMany(sample => ModelEmitter.Emit(sample)).Select(file => file.HintName).ToList();

        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase).Count(), names.Count);
        Assert.Contains("Samples.Silu2None.Model.g.cs", names);
    }

    [Fact]
    public void The_models_that_the_runtime_is_tested_with_are_what_is_emitted()
    {
        var folder = Repository.Find("tests/Llm.Gen.Runtime.Tests/Declared");

        foreach (var file in Directory.GetFiles(folder, "*.Model.cs"))
        {
            var name = Path.GetFileName(file).Split('.')[0];
            var weights = File.ReadAllText(Path.Combine(folder, $"{name}.Weights.cs"));
            var config = weights.Split("\"\"\"")[1];
            var declaration = new ModelDeclaration { Namespace = "Llm.Gen.Runtime.Tests.Declared", Name = name, Architecture = ModelConfig.Parse(config).Architecture };

            foreach (var emitted in ModelEmitter.Emit(declaration))
            {
                var path = Path.Combine(folder, emitted.HintName[(declaration.Namespace.Length + 1)..].Replace(".g.cs", ".cs", StringComparison.Ordinal));
                if (Acceptance.IsAsked)
                    File.WriteAllText(path, emitted.Text);
                Assert.Equal(emitted.Text, File.ReadAllText(path));
            }
        }
    }

    [Fact]
    public void Names_that_emitted_code_takes_are_the_ones_it_declares()
    {
        var text = string.Concat(Samples.Texts);

        Assert.All(EmittedNames.Members, name => Assert.Matches($@"\n    (public|private) [^\n]*\b{name}\b", text));
        Assert.All(EmittedNames.Aliases, name => Assert.Contains($"\nusing {name} = ", text));
    }
}
