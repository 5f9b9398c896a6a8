namespace Llm.Gen.Properties

open System
open System.Collections.Generic
open System.Text.Json
open System.Text.Json.Nodes
open FsCheck
open FsCheck.Xunit
open Llm.Gen
open Llm.Gen.Tokenization

[<Properties(Arbitrary = [| typeof<UnicodeTexts> |])>]
module TemplateProperties =

    let private render (template: string) (variables: (string * JsonNode) list) =
        let named = Dictionary<string, JsonElement>()

        for name, value in variables do
            named[name] <- JsonSerializer.SerializeToElement value

        ChatTemplate.Parse(template).Render(Conversation(Messages = [||], Variables = named)).Text

    let private text (value: string) = JsonValue.Create value :> JsonNode
    let private whole (value: int) = JsonValue.Create value :> JsonNode

    let private runes (value: string) = value.EnumerateRunes() |> Seq.toList

    [<Property>]
    let ``Text without brackets is printed as it is, without one final line break`` (NonNull value) =
        let value = (value: string).Replace("{", "").Replace("\r", "")
        let expected = if value.EndsWith '\n' then value[.. value.Length - 2] else value
        render value [] = expected

    [<Property>]
    let ``Raw text is printed as it is`` (NonNull value) =
        let value = (value: string).Replace("{%", "").Replace("\r", "")
        render ("{% raw %}" + value + "{%+ endraw %}|") [] = value + "|"

    [<Property>]
    let ``A variable is printed as it is`` (UnicodeText value) = render "{{ x }}" [ "x", text value ] = value

    [<Property>]
    let ``A text counts and turns round by code points`` (UnicodeText value) =
        let turned = runes value |> List.rev |> List.map string |> String.concat ""
        render "{{ x | length }} {{ x[::-1] }} {{ x | reverse }}" [ "x", text value ] = $"{(runes value).Length} {turned} {turned}"

    [<Property>]
    let ``Every slice picks what its indices pick`` (UnicodeText value) (first: int) (last: int) =
        let points = runes value |> List.toArray
        let clamp index = if index < 0 then max 0 (index + points.Length) else min index points.Length
        let picked = if clamp first < clamp last then points[clamp first .. clamp last - 1] else [||]
        render "{{ x[a:b] }}" [ "x", text value; "a", whole first; "b", whole last ] = (picked |> Array.map string |> String.concat "")

    [<Property>]
    let ``What a list prints is an expression of the same list`` (values: UnicodeText list) (numbers: int list) =
        let list = JsonArray [| for UnicodeText value in values -> text value |]
        list.Add(JsonArray [| for number in numbers -> whole number |])
        let printed = render "{{ x }}" [ "x", list ]
        render ("{{ " + printed + " == x }}") [ "x", list ] = "True"

    [<Property>]
    let ``What tojson writes is the same JSON`` (values: UnicodeText list) (numbers: float list) (isIndented: bool) (isAscii: bool) =
        let numbers = numbers |> List.filter Double.IsFinite
        let entries = JsonObject()

        for UnicodeText value in values do
            entries[value] <- JsonArray [| text value; JsonValue.Create isAscii; null |]

        entries["numbers"] <- JsonArray [| for number in numbers -> JsonValue.Create number :> JsonNode |]
        let indent = if isIndented then "2" else "none"
        let template = $"{{{{ x | tojson(indent={indent}, ensure_ascii={isAscii}) }}}}"
        JsonNode.DeepEquals(JsonNode.Parse(render template [ "x", entries ]), entries)

    [<Property>]
    let ``Parts of a split text join to the text`` (UnicodeText value) (UnicodeText separator) =
        separator = ""
        || render "{{ x.split(s) | join(s) }}|{{ s.join(x.rsplit(s, 2)) }}|{{ x.splitlines(true) | join }}" [ "x", text value; "s", text separator ] = $"{value}|{value}|{value}"

    [<Property>]
    let ``Division and remainder make the number again`` (number: int) (NonZeroInt divisor) =
        render "{{ (a // b) * b + a % b == a }} {{ 0 <= (a % b) * b }}" [ "a", whole number; "b", whole divisor ] = "True True"

    [<Property>]
    let ``A sorted list holds the same items in order`` (numbers: int list) =
        let sorted = List.sort numbers |> List.map string |> String.concat ", "
        render "{{ x | sort }}" [ "x", JsonArray [| for number in numbers -> whole number |] ] = $"[{sorted}]"

    [<Property>]
    let ``A float is printed so that it can be read back`` (number: float) =
        not (Double.IsFinite number)
        || Double.Parse(render "{{ x }}" [ "x", JsonValue.Create number ], Globalization.CultureInfo.InvariantCulture) = number

    [<Property>]
    let ``Any text is a template or refused with its line`` (NonNull value) =
        let value = (value: string)

        try
            render value [] |> ignore
            true
        with :? TemplateException as problem ->
            problem.Line >= 1 && problem.Line <= 1 + (value.Replace("\r\n", "\n").Replace('\r', '\n') |> Seq.filter ((=) '\n') |> Seq.length)
