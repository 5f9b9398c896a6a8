namespace Llm.Gen.Properties

open System
open System.Text
open FsCheck
open FsCheck.Xunit
open Llm.Gen
open Llm.Gen.Tokenization

[<Properties(Arbitrary = [| typeof<UnicodeTexts> |])>]
module TokenizerProperties =

    let private holds (tokenizers: Lazy<(string * Tokenizer) list>) (property: Tokenizer -> bool) =
        match tokenizers.Value |> List.filter (fun (_, tokenizer) -> not (property tokenizer)) with
        | [] -> true
        | broken -> failwith $"not with {broken |> List.map fst}"

    /// As Encoding.UTF8 does, and as is documented: a lone surrogate is U+FFFD.
    let private repaired (text: string) = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes text)

    let private decoded (tokenizer: Tokenizer) (text: string) =
        tokenizer.Decode(tokenizer.EncodeToIds(text, addSpecialTokens = false, parseSpecialTokens = false), skipSpecialTokens = false)

    /// Letters that are added tokens and read as bytes, as in the reference: DeepSeek Coder has thirteen.
    let private lettersReadAsBytes =
        lazy
            (dict
                [ for _, tokenizer in Tokenizers.byteLevel.Value ->
                      tokenizer, [ for letter in '\u0080' .. '\u0143' do if decoded tokenizer (string letter) <> string letter then letter ] ])

    let private without (letters: char list) (text: string) =
        text |> String.filter (fun letter -> not (List.contains letter letters))

    [<Xunit.Fact>]
    let ``Only DeepSeek Coder's added letters read as bytes`` () =
        for name, tokenizer in Tokenizers.byteLevel.Value do
            let expected = if name.Contains "deepseek-coder" then "ÀÁõö÷øùúûüýþÿ" else ""
            Xunit.Assert.Equal(expected, String(List.toArray lettersReadAsBytes.Value[tokenizer]))

    [<Property>]
    let ``Byte-level tokenizers give every text back`` (UnicodeText text) =
        holds Tokenizers.byteLevel (fun tokenizer ->
            let text = text |> without lettersReadAsBytes.Value[tokenizer]
            decoded tokenizer text = text)

    [<Property>]
    let ``Byte-level tokenizers give lone surrogates back as U+FFFD`` (units: uint16 list) =
        let text = units |> List.map char |> List.toArray |> String
        holds Tokenizers.byteLevel (fun tokenizer ->
            let text = text |> without lettersReadAsBytes.Value[tokenizer]
            decoded tokenizer text = repaired text)

    [<Property>]
    let ``Asking for offsets changes no id`` (UnicodeText text) =
        holds Tokenizers.all (fun tokenizer ->
            // Without an unknown token both refuse the text.
            let answer encode =
                try
                    encode () |> Seq.toList |> Some
                with :? ArgumentException ->
                    None

            answer (fun () -> tokenizer.Encode(text).Ids) = answer (fun () -> tokenizer.EncodeToIds text))

    [<Property>]
    let ``Offsets lie in the text, start in order and cut no character of a byte-level text`` (UnicodeText text) =
        holds Tokenizers.byteLevel (fun tokenizer ->
            let tokens = tokenizer.EncodeToTokens(text.AsSpan(), addSpecialTokens = false, parseSpecialTokens = false)
            let bounds = [ for token in tokens -> token.Offset.Start.Value, token.Offset.End.Value ]
            let inside place = place = 0 || place = text.Length || not (Char.IsSurrogatePair(text, place - 1))

            bounds |> List.forall (fun (first, last) -> first <= last && last <= text.Length && inside first && inside last)
            && bounds |> List.pairwise |> List.forall (fun ((first, _), (next, _)) -> first <= next))

    [<Property>]
    let ``What streams is what decodes at once`` (numbers: uint32 list) =
        holds Tokenizers.all (fun tokenizer ->
            let ids =
                numbers |> List.map (fun number -> int (number % uint32 (tokenizer.LargestId + 1))) |> List.filter (fun id -> tokenizer.TryGetToken id |> fst)

            let decoder = tokenizer.CreateDecoder(holdByteRuns = true)
            let pieces = ids |> List.map decoder.Add |> String.concat ""
            pieces + decoder.Flush() = tokenizer.Decode ids)

    [<Property>]
    let ``A batch is its texts one by one`` (texts: UnicodeText list) =
        let texts = [| for UnicodeText text in texts -> text |]

        holds Tokenizers.byteLevel (fun tokenizer ->
            tokenizer.EncodeBatchToIds texts |> Seq.map Seq.toList |> Seq.toList = [ for text in texts -> tokenizer.EncodeToIds text |> Seq.toList ])

    [<Property>]
    let ``The beginning that a number of tokens holds decodes to itself`` (UnicodeText text) (PositiveInt most) =
        holds Tokenizers.byteLevel (fun tokenizer ->
            let index, count = tokenizer.GetIndexByTokenCount(text, most, parseSpecialTokens = false)
            let ids = tokenizer.EncodeToIds(text, addSpecialTokens = false, parseSpecialTokens = false) |> Seq.take count |> Seq.toList
            count <= most && tokenizer.Decode(ids, skipSpecialTokens = false) = text[.. index - 1])

    [<Property>]
    let ``Cutting leaves nothing out`` (UnicodeText text) (PositiveInt length) =
        holds Tokenizers.byteLevel (fun tokenizer ->
            let options = EncodeOptions(AddSpecialTokens = false, Truncation = Truncation(MaxLength = length))
            let cut = tokenizer.Encode(text, options)
            let parts = Seq.append [ cut ] cut.Overflowing |> Seq.collect _.Ids |> Seq.toList
            parts = (tokenizer.EncodeToIds(text, addSpecialTokens = false) |> Seq.toList) && cut.Ids.Count <= length)
