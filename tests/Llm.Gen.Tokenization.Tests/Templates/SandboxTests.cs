using System.Text.Json;

namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>Templates that use too much are stopped, with one kind of error.</summary>
public class SandboxTests
{
    // A tenth of the usual steps: what is stopped by them is stopped sooner.
    private static readonly TemplateLimits Limits = new() { Steps = 1_000_000 };

    [Theory]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")]
    [InlineData("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}")]
    [InlineData("{% macro f(n) %}{% for x in [1, 2] %}{{ f(n) }}{% endfor %}{% endmacro %}{{ f(1) }}")]
    [InlineData("{% for x in [[1]] recursive %}{{ loop([x]) }}{% endfor %}")]
    [InlineData("{{ 'a' * 1000000000 }}")]
    [InlineData("{{ 'a' * 10000000000000000000000 }}")]
    [InlineData("{% set ns = namespace(x='aa') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x='aa') %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x | tojson }}")]
    [InlineData("{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}")]
    [InlineData("{% set ns = namespace(x=(1,), y=(1,)) %}{% for i in range(60) %}{% set ns.x = (ns.x, ns.x) %}{% endfor %}{{ {ns.x: 1} }}")]
    [InlineData("{% set ns = namespace(x=(1,), y=(1,)) %}{% for i in range(60) %}{% set ns.x = (ns.x, ns.x) %}{% set ns.y = (ns.y, ns.y) %}{% endfor %}{{ ns.x < ns.y }}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x | tojson }}")]
    [InlineData("{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% set ns.y = [ns.y] %}{% endfor %}{{ ns.x == ns.y }}")]
    [InlineData("{% set ns = namespace(x=(1,)) %}{% for i in range(90000) %}{% set ns.x = (ns.x,) %}{% endfor %}{{ {ns.x: 1} }}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(90000) %}{% set ns.x = ns.x | select %}{% endfor %}{{ ns.x | list }}")]
    [InlineData("{% set ns = namespace() %}{% set ns.x = ns %}{{ ns }}")]
    [InlineData("{{ 2 ** 99999999999 }}")]
    [InlineData("{% set ns = namespace(x=3) %}{% for i in range(99) %}{% set ns.x = ns.x * ns.x %}{% endfor %}")]
    [InlineData("{{ range(100001) }}")]
    [InlineData("{{ 'a' | center(999999999) }}")]
    [InlineData("{{ 'a'.ljust(999999999) }}")]
    [InlineData("{{ '1'.zfill(999999999) }}")]
    [InlineData("{{ '\\t'.expandtabs(999999999) }}")]
    [InlineData("{{ '%999999999d' % 1 }}")]
    [InlineData("{{ '%.999999999f' % 1 }}")]
    [InlineData("{{ '%*d' % (999999999, 1) }}")]
    [InlineData("{{ '{:999999999}'.format(1) }}")]
    [InlineData("{{ '{:.999999999f}'.format(1.5) }}")]
    [InlineData("{{ 'a\\nb' | indent(999999999) }}")]
    [InlineData("{{ [1] | tojson(indent=999999999) }}")]
    [InlineData("{{ [1] | batch(999999999, 'x') | list }}")]
    [InlineData("{{ [1] | slice(999999999) | list }}")]
    [InlineData("{{ 1.5 | round(999999999) }}")]
    [InlineData("{{ ('a' * 1000000).replace('a', 'b' * 1000000) }}")]
    [InlineData("{{ ('a' * 1000000).split('a') | map('replace', '', 'x' * 1000) | join }}")]
    [InlineData("{% for i in range(99999) %}{{ 'abcdefghij' * 1000 }}{% endfor %}")]
    [InlineData("{% for i in range(99999) %}{% set x = ('a' * 1000000) | upper %}{% endfor %}")]
    [InlineData("{% for i in range(99999) %}{% if 'b' in 'a' * 1000000 %}{% endif %}{% endfor %}")]
    [InlineData("{{ '' | join(attribute='a' * 1000000) }}{{ (range(99999) | list + ['a']) | sort }}")]
    [InlineData("{% set t = 'ab' * 4000000 %}{{ ('ab' * 1000000 ~ 'cb' ~ 'ab' * 1000000) in t }}")]
    [InlineData("{% set t = 'ab' * 4000000 %}{{ t.replace('ab' * 1000000 ~ 'cb' ~ 'ab' * 1000000, '') }}")]
    [InlineData("{% set x = 3 ** 8000 %}{% for i in range(99999) %}{% set y = x * 2 // x + x % 7 %}{% endfor %}")]
    [InlineData("{{ ['a' * 1000000] * 100000 | sort }}")]
    public void It_is_stopped(string template)
    {
        var problem = Assert.Throws<TemplateException>(() => Variables.Render(template, JsonElement.Parse("{}"), Limits));

        Assert.Null(problem.Refusal);
        Assert.Equal(1, problem.Line);
    }

    [Theory]
    [InlineData("{{ (('Σ' * 100000) | lower).count('σ') }}", "99999")]
    [InlineData("{{ ('é' * 1000000) | upper | length }}", "1000000")]
    [InlineData("{{ ('🌍' * 500000) | reverse | length }}", "500000")]
    [InlineData("{{ ('ab, ' * 100000).split(', ') | join('; ') | length }}", "400000")]
    [InlineData("{% set x = range(1000) | list %}{% for i in x %}{% set y = x[i:] %}{% set z = x | last %}{% endfor %}{{ x | length }}", "1000")]
    [InlineData("{% set x = 'word ' * 200000 %}{% for i in range(100) %}{% if x.startswith('word') and 'zzz' not in x and x[-1] == ' ' %}{% endif %}{% endfor %}{{ x | length }}", "1000000")]
    public void Long_texts_and_lists_are_no_problem(string template, string expected) => Assert.Equal(expected, Variables.Render(template));

    [Theory]
    [InlineData("(", "", ")")]
    [InlineData("[", "", "]")]
    [InlineData("{1:", "1", "}")]
    [InlineData("not ", "1", "")]
    [InlineData("-", "1", "")]
    [InlineData("1 + ", "1", "")]
    [InlineData("1 if 1 else ", "1", "")]
    [InlineData("f(", "", ")")]
    [InlineData("x[", "1", "]")]
    [InlineData("", "x", ".a")]
    [InlineData("", "x", "|upper")]
    [InlineData("", "x", "[0]")]
    [InlineData("", "1", " is odd")]
    [InlineData("1 < ", "1", "")]
    [InlineData("1 and ", "1", "")]
    [InlineData("1 ** ", "1", "")]
    public void Nesting_a_hundred_thousand_deep_is_no_crash(string open, string middle, string close)
    {
        var template = $"{{{{ {string.Concat(Enumerable.Repeat(open, 100_000))}{middle}{string.Concat(Enumerable.Repeat(close, 100_000))} }}}}";

        Assert.IsType<TemplateException>(Record.Exception(() => Variables.Render(template)) ?? new TemplateException("", 1, ""));
    }

    [Theory]
    [InlineData("{% if x %}")]
    [InlineData("{% for x in y %}")]
    [InlineData("{% set x %}")]
    [InlineData("{% macro f() %}")]
    [InlineData("{% filter upper %}")]
    public void Tags_nested_a_hundred_thousand_deep_are_no_crash(string tag) =>
        Assert.Throws<TemplateException>(() => ChatTemplate.Parse(string.Concat(Enumerable.Repeat(tag, 100_000))));

    [Fact]
    public void A_small_stack_is_no_crash()
    {
        Exception? problem = null;
        var thread = new Thread(() => problem = Record.Exception(() => Variables.Render("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}")), maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();

        Assert.IsType<TemplateException>(problem);
    }

    [Theory]
    [InlineData("{{ ''.__class__.__mro__ }}")]
    [InlineData("{{ ''.GetType() }}")]
    [InlineData("{{ messages.GetType() }}")]
    [InlineData("{{ [].Count.X }}")]
    [InlineData("{{ range.__globals__.os }}")]
    [InlineData("{{ namespace().__init__.x }}")]
    [InlineData("{{ x.append(1) }}")]
    [InlineData("{{ {}.update(a=1) }}")]
    [InlineData("{{ '{0.__class__.__mro__}'.format(1) }}")]
    public void Nothing_outside_can_be_reached(string template) =>
        Assert.Throws<TemplateException>(() => Variables.Render(template, """{"x": [1], "messages": []}"""));

    [Theory]
    [InlineData("{% extends 'a' %}")]
    [InlineData("{% include 'a' %}")]
    [InlineData("{% import 'a' as b %}")]
    [InlineData("{% from 'a' import b %}")]
    public void Other_files_cannot_be_reached(string template) =>
        Assert.Contains("stands alone", Assert.Throws<TemplateException>(() => ChatTemplate.Parse(template)).Message);

    [Fact]
    public void Limits_can_be_set()
    {
        var variables = JsonElement.Parse("{}");

        Assert.Throws<TemplateException>(() => Variables.Render("{% for x in range(99) %}{% endfor %}", variables, new() { Steps = 50 }));
        Assert.Throws<TemplateException>(() => Variables.Render("{{ 'abc' * 4 }}", variables, new() { Characters = 11 }));
        Assert.Equal("abcabcabcabc", Variables.Render("{{ 'abc' * 4 }}", variables, new() { Characters = 12 }));
        Assert.Throws<TemplateException>(() => Variables.Render("{{ [[[[[1]]]]] }}", variables, new() { Depth = 5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TemplateLimits { Steps = 0 });
    }
}
