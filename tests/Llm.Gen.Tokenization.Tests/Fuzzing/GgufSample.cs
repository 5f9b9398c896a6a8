using System.Text;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>Small GGUF files with a vocabulary.</summary>
internal static class GgufSample
{
    public static byte[] BytePairs()
    {
        string[] tokens = [.. Enumerable.Range(0, 256).Select(value => ByteCharacters.Of((byte)value).ToString()), "he", "ll", "hell", "<s>"];
        return Write(
            ("ggml.model", "gpt2"), ("ggml.pre", "llama-bpe"), ("ggml.tokens", tokens), ("ggml.token_type", Types(tokens, 3, "<s>")), ("ggml.merges", new[] { "h e", "l l", "he ll" }),
            ("ggml.bos_token_id", 259u), ("ggml.add_bos_token", true), ("chat_template", "{{ messages }}"));
    }

    public static byte[] SentencePieces()
    {
        string[] tokens = ["<unk>", "<s>", "</s>", .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"), "\u2581", "h", "e", "he", "\u2581he"];
        var types = Enumerable.Range(0, tokens.Length).Select(id => id < 3 ? 3 : id < 259 ? 6 : 1).ToArray();
        return Write(
            ("ggml.model", "llama"), ("ggml.tokens", tokens), ("ggml.token_type", types), ("ggml.scores", tokens.Select((_, id) => -(float)id).ToArray()),
            ("ggml.bos_token_id", 1u), ("ggml.eos_token_id", 2u), ("ggml.unknown_token_id", 0u));
    }

    public static byte[] WordPieces()
    {
        string[] tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "\u2581hello", "\u2581world", "s"];
        return Write(("ggml.model", "bert"), ("ggml.tokens", tokens), ("ggml.token_type", Types(tokens, 3, "[PAD]")), ("ggml.cls_token_id", 2u), ("ggml.seperator_token_id", 3u));
    }

    private static int[] Types(string[] tokens, int type, string token) => [.. tokens.Select(text => text == token ? type : 1)];

    private static byte[] Write(params (string Key, object Value)[] values)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write(0UL);
        writer.Write((ulong)values.Length);
        foreach (var (key, value) in values)
        {
            WriteText(writer, "tokenizer." + key);
            switch (value)
            {
                case string text:
                    writer.Write(8u);
                    WriteText(writer, text);
                    break;
                case uint number:
                    writer.Write(4u);
                    writer.Write(number);
                    break;
                case bool flag:
                    writer.Write(7u);
                    writer.Write(flag);
                    break;
                case string[] texts:
                    WriteArray(writer, 8, texts, text => WriteText(writer, text));
                    break;
                case int[] numbers:
                    WriteArray(writer, 5, numbers, writer.Write);
                    break;
                case float[] numbers:
                    WriteArray(writer, 6, numbers, writer.Write);
                    break;
            }
        }

        return stream.ToArray();
    }

    private static void WriteArray<T>(BinaryWriter writer, uint type, T[] items, Action<T> write)
    {
        writer.Write(9u);
        writer.Write(type);
        writer.Write((ulong)items.Length);
        foreach (var item in items)
            write(item);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }
}
