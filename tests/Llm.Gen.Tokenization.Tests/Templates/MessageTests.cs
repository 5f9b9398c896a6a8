namespace Llm.Gen.Tokenization.Tests.Templates;

/// <summary>Errors name the template, the line, what was found, what was expected.</summary>
public class MessageTests
{
    [Theory]
    [InlineData("a\n{{ x", "t, line 2: a print has no end; close it with '}}'.")]
    [InlineData("\n{% if x %}\n", "t, line 2: 'if' has no end; close it with '{% endif %}'.")]
    [InlineData("{% for x in y %}\n{% endif %}", "t, line 2: the tag 'endif' stands where 'else' or 'endfor' was expected, or another tag that opens.")]
    [InlineData("{% endif %}", "t, line 1: the tag 'endif' closes nothing; remove it.")]
    [InlineData("\n\n{% nosuch %}", "t, line 3: there is no tag 'nosuch'.")]
    [InlineData("{{ [1,\n2 }}", "t, line 2: '}' stands where ']' was expected.")]
    [InlineData("{{ a b }}", "t, line 1: 'b' stands where '}}' was expected.")]
    [InlineData("{% set = 1 %}", "t, line 1: '=' stands where a name was expected.")]
    [InlineData("{{ 'abc }}", "t, line 1: a text has no end; close it with '.")]
    [InlineData("{{ x | nosuch }}", "t, line 1: there is no filter 'nosuch'; known are abs,")]
    public void What_cannot_be_read_is_named(string template, string message)
    {
        var problem = Assert.Throws<TemplateException>(() => ChatTemplate.Parse(template, new() { Name = "t" }));

        Assert.StartsWith(message, problem.Message);
    }

    [Theory]
    [InlineData("a\n\n{{ nosuch.x }}", "t, line 3: 'nosuch' is undefined; give it as a variable, or ask first whether it 'is defined'.")]
    [InlineData("{{ messages.x.y }}", "t, line 1: 'list object' has no attribute 'x'.")]
    [InlineData("{{ messages[0].role }}", "t, line 1: list object has no element 0.")]
    [InlineData("{{ 'a' +\n tools }}", "t, line 1: '+' joins a text with a text only, not with 'NoneType'; use '~', or the filter 'string'.")]
    [InlineData("{% for x in\ntools %}{% endfor %}", "t, line 1: 'NoneType' object is not iterable; a list, text or mapping was expected.")]
    [InlineData("{% macro f() %}\n{{ a.b }}{% endmacro %}\n{{ f() }}", "t, line 2: 'a' is undefined; give it as a variable, or ask first whether it 'is defined'.")]
    [InlineData("\n{{ raise_exception('Only one.') }}", "t, line 2: the template refuses this conversation: Only one.")]
    [InlineData("{{ 'a'.split(1, 2, 3) }}", "t, line 1: split() takes at most 2 arguments; 3 were given.")]
    [InlineData("{{ [1] | batch }}", "t, line 1: the filter needs the argument 'linecount'.")]
    public void What_cannot_be_rendered_is_named(string template, string message)
    {
        var problem = Assert.Throws<TemplateException>(() => ChatTemplate.Parse(template, new() { Name = "t" }).Render([]));

        Assert.Equal(message, problem.Message);
        Assert.Equal(template.Contains("raise_exception", StringComparison.Ordinal) ? "Only one." : null, problem.Refusal);
    }
}
