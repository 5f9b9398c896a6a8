using System.Text.Json;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>
/// Templates that were damaged at random: read and rendered, or refused with the one kind of error; never a crash, never a hang.
/// <c>LLM_GEN_FUZZ_RUNS</c> sets how many (default 3,000).
/// </summary>
public class MutationTests
{
    private const string Root = "tests/Llm.Gen.Tokenization.Tests/Templates/Language.json";

    private const string Chat = """{"messages": [{"role": "user", "content": "Hi 🌍"}, {"role": "assistant", "content": "a", "tool_calls": [{"function": {"name": "f", "arguments": {"x": 1}}}]}], "tools": [{"function": {"name": "f"}}]}""";

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "-", "+", "(", ")", "[", "]", "{", "}", "|", ".", ",", ":", "=", "~", "'", "\"", "\\", "\n", " ", "\0", "\uD83C", "é", "0", "1e9", "99999999999999999999",
        "if ", "else", "elif ", "endif", "for x in ", "endfor", "set ns.x = ", "endset", "macro f(a) ", "endmacro", "call f(1) ", "endcall", "generation", "endgeneration", "raw", "endraw", "filter ", "is ", "not ", "in ",
        "range(9)", "namespace(x=1)", "loop.", "messages", "tojson", "list", "map('upper')", "x * 999", "** 9", "{{ f() }}", "recursive ", "break", "continue", "self", "varargs", "caller()", "format(", "'%s' % ", "[::-1]", "split('a')",
    ];

    private static readonly TemplateLimits Small = new() { Steps = 100_000, Characters = 100_000 };

    [Fact]
    public void A_damaged_template_is_rendered_or_refused()
    {
        var runs = Environment.GetEnvironmentVariable("LLM_GEN_FUZZ_RUNS") is { Length: > 0 } text ? int.Parse(text) : 3_000;
        var language = JsonElement.Parse(File.ReadAllBytes(Repository.Find(Root)));
        var seeds = language.GetProperty("groups").EnumerateObject().SelectMany(group => group.Value.EnumerateArray()).Select(record => record.Text("template")).ToList();
        if (SharedData.Has(TemplateSources.Folder))
            seeds.AddRange(Directory.EnumerateFiles(SharedData.Find(TemplateSources.Folder), "*.jinja", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        var variables = language.GetProperty("variables").EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
        var conversation = Conversation.Parse(Chat) with { Variables = variables };

        for (var run = 0; run < runs; run++)
        {
            var template = Damage(seeds, new Random(run));
            var problem = Record.Exception(() => ChatTemplate.Parse(template, new() { Limits = Small }).Render(conversation));
            Assert.True(problem is null or TemplateException, $"run {run}: {template}\n{problem}");
        }
    }

    private static string Damage(List<string> seeds, Random random)
    {
        var template = seeds[random.Next(seeds.Count)];
        for (var count = random.Next(1, 6); count > 0; count--)
        {
            var place = random.Next(template.Length + 1);
            var length = random.Next(Math.Min(20, template.Length - place + 1));
            var piece = random.Next(4) switch
            {
                0 => "",
                1 => Pieces[random.Next(Pieces.Length)],
                2 => template[random.Next(place + 1)..place],
                _ => Part(seeds[random.Next(seeds.Count)], random),
            };
            template = template.Remove(place, length).Insert(place, piece.Length > 200 ? piece[..200] : piece);
        }

        return template;
    }

    private static string Part(string text, Random random)
    {
        var start = random.Next(text.Length + 1);
        return text.Substring(start, random.Next(text.Length - start + 1));
    }
}
