namespace Llm.Gen.Properties

open System.Text
open FsCheck.FSharp

/// A text of whole Unicode characters: many of one or two bytes, some that templates or Python treat in their own way, some beyond U+FFFF.
type UnicodeText = UnicodeText of string

type UnicodeTexts =

    static member UnicodeText() =
        let point =
            Gen.frequency
                [ 6, Gen.choose (0x20, 0x7E)
                  2, Gen.elements [ int '\n'; int '\r'; int '\t'; 0; 0x1C; 0x85; 0xA0; 0x2028; 0xFEFF; int '\''; int '"'; int '\\'; int '{'; int '%'; int '}' ]
                  2, Gen.choose (0xA1, 0xD7FF)
                  1, Gen.choose (0xE000, 0xFFFD)
                  1, Gen.choose (0x10000, 0x10FFFF) ]

        let join points = points |> List.map (fun (point: int) -> Rune(point).ToString()) |> String.concat "" |> UnicodeText
        let shrink (UnicodeText value) = if value = "" then Seq.empty else seq { value.EnumerateRunes() |> Seq.skip 1 |> Seq.map string |> String.concat "" |> UnicodeText }
        Arb.fromGenShrink (Gen.map join (Gen.listOf point), shrink)
