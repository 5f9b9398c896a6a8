using System.Globalization;
using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>Values as Python prints them: <c>str()</c> and <c>repr()</c>.</summary>
internal static class Repr
{
    /// <summary>What <c>{{ value }}</c> prints.</summary>
    public static string Text(Value value, Run run) => value switch
    {
        TextValue text => text.Text,
        UndefinedValue => "",
        _ => Of(value, run),
    };

    /// <summary>How a value looks inside a list.</summary>
    public static string Of(Value value, Run run)
    {
        var output = new TextOutput(run);
        Write(value, output);
        return output.ToString();
    }

    private static void Write(Value value, TextOutput output)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        output.Run.Spend(1);
        switch (value)
        {
            case SequenceValue and not RangeValue:
                WriteSequence((SequenceValue)value, output);
                break;
            case MappingValue mapping:
                WriteMapping(mapping, output);
                break;
            case MappingView view:
                output.Append($"{view.TypeName}([");
                WriteAll(view.Items(output.Run), output);
                output.Append("])");
                break;
            case NamespaceValue names:
                output.Append("<Namespace ");
                WriteMapping(names.Attributes, output);
                output.Append('>');
                break;
            default:
                output.Append(Simple(value));
                break;
        }
    }

    private static string Simple(Value value) => value switch
    {
        NoneValue => "None",
        BooleanValue boolean => boolean.IsTrue ? "True" : "False",
        IntegerValue integer => integer.Number.ToString(CultureInfo.InvariantCulture),
        FloatValue number => FloatText.Of(number.Number),
        TextValue { IsSafe: true } text => $"Markup({TextRepr.Of(text.Text)})",
        TextValue text => TextRepr.Of(text.Text),
        UndefinedValue => "Undefined",
        RangeValue range => range.Step.IsOne ? $"range({range.Start}, {range.Stop})" : $"range({range.Start}, {range.Stop}, {range.Step})",
        LoopValue loop => loop.Describe(),
        MacroValue macro => $"<Macro '{macro.Name}'>",
        FunctionValue function => $"<function {function.Name}>",
        _ => $"<{value.TypeName} object>",
    };

    private static void WriteSequence(SequenceValue sequence, TextOutput output)
    {
        var isTuple = sequence is TupleValue;
        output.Append(isTuple ? '(' : '[');
        WriteAll(sequence.List, output);
        output.Append(isTuple ? sequence.List.Count == 1 ? ",)" : ")" : "]");
    }

    private static void WriteMapping(MappingValue mapping, TextOutput output)
    {
        output.Append('{');
        var separator = "";
        foreach (var (key, value) in mapping.Entries)
        {
            output.Append(separator);
            Write(key, output);
            output.Append(": ");
            Write(value, output);
            separator = ", ";
        }

        output.Append('}');
    }

    private static void WriteAll(IEnumerable<Value> items, TextOutput output)
    {
        var separator = "";
        foreach (var item in items)
        {
            output.Append(separator);
            Write(item, output);
            separator = ", ";
        }
    }
}
