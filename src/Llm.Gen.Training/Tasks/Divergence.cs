using System.Text.Json.Serialization;

namespace Llm.Gen.Training;

/// <summary>How far a student's distribution q is from its teacher's p, summed over the vocabulary.</summary>
public enum Divergence
{
    /// <summary>p (log p - log q) (arXiv:1503.02531): the student covers all that the teacher holds possible.</summary>
    [JsonStringEnumMemberName("forward_kl")]
    ForwardKullbackLeibler,

    /// <summary>q (log q - log p) (arXiv:2306.08543): the student says nothing that the teacher would not.</summary>
    [JsonStringEnumMemberName("reverse_kl")]
    ReverseKullbackLeibler,

    /// <summary>Both against their mixture M = j p + (1 - j) q: j KL(p, M) + (1 - j) KL(q, M) (arXiv:2306.13649).</summary>
    [JsonStringEnumMemberName("jsd")]
    JensenShannon,
}
