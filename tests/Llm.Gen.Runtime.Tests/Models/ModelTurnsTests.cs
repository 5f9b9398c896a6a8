using System.Collections.Concurrent;

namespace Llm.Gen.Runtime.Tests.Models;

public class ModelTurnsTests
{
    private readonly ModelTurns _turns = new("Tiny");

    [Fact]
    public void Threads_have_the_turn_one_at_a_time_in_the_order_in_which_they_came()
    {
        var order = new ConcurrentQueue<int>();
        var threads = new List<Thread>();
        using (_turns.Take())
        {
            for (var i = 0; i < 5; i++)
            {
                var place = i;
                threads.Add(Start(() =>
                {
                    using (_turns.Take())
                    using (_turns.Take())
                        order.Enqueue(place);
                }));
                WaitUntilBlocked(threads[^1]);
            }
            Assert.Empty(order);
        }

        threads.ForEach(thread => thread.Join());
        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    [Fact]
    public void A_thread_that_comes_again_and_again_lets_others_in_between()
    {
        var (count, waited) = (0, 0);
        using var turn = _turns.Take();
        var other = Start(() =>
        {
            using (_turns.Take())
                waited = count;
        });
        WaitUntilBlocked(other);
        for (count = 1; count <= 1_000; count++)
        {
            _turns.Dispose();
            _turns.Take();
        }

        other.Join();
        Assert.Equal(1, waited);
    }

    [Fact]
    public void Waiting_ends_when_it_is_cancelled_and_keeps_nobody_else()
    {
        using var cancel = new CancellationTokenSource();
        Exception? failure = null;
        using (_turns.Take())
        {
            var waiting = Start(() => failure = Record.Exception(() => _turns.Take(cancel.Token)));
            WaitUntilBlocked(waiting);
            cancel.Cancel();
            waiting.Join();
        }

        Assert.IsType<OperationCanceledException>(failure);
        Start(() => _turns.Take().Dispose()).Join();
    }

    [Fact]
    public void Closing_waits_for_the_turn_and_turns_those_away_who_wait()
    {
        Exception? refused = null;
        var (freed, freedWhenRefused) = (0, 0);
        Thread waiting, closing;
        using (_turns.Take())
        {
            waiting = Start(() =>
            {
                refused = Record.Exception(() => _turns.Take());
                freedWhenRefused = freed;
            });
            WaitUntilBlocked(waiting);
            closing = Start(() => _turns.Close(() =>
            {
                Thread.Sleep(50);
                freed++;
            }));
            WaitUntilBlocked(closing);
            Assert.Throws<ObjectDisposedException>(() => _turns.Take());
            Assert.Equal(0, freed);
        }

        closing.Join();
        waiting.Join();
        Assert.StartsWith("The model Tiny was disposed of", Assert.IsType<ObjectDisposedException>(refused).Message);
        Assert.Equal(1, freedWhenRefused);
        _turns.Close(() => freed++);
        Assert.Equal(1, freed);
    }

    [Fact]
    public void A_thread_closes_in_its_own_turn()
    {
        var freed = 0;
        using (_turns.Take())
        {
            _turns.Close(() => freed++);
            Assert.Throws<ObjectDisposedException>(() => _turns.Take());
        }

        Assert.Equal(1, freed);
        Assert.Throws<ObjectDisposedException>(() => _turns.Take());
    }

    [Fact]
    public void A_turn_is_given_back_once_by_the_thread_that_has_it()
    {
        Exception? other = null;
        _turns.Take();
        Start(() => other = Record.Exception(_turns.Dispose)).Join();
        _turns.Dispose();

        Assert.Contains("gives back a turn of Tiny that it does not have; give it back once, on the thread that took it", Assert.IsType<InvalidOperationException>(other).Message);
        Assert.Throws<InvalidOperationException>(_turns.Dispose);
    }

    private static Thread Start(Action work)
    {
        var thread = new Thread(() => work());
        thread.Start();
        return thread;
    }

    private static void WaitUntilBlocked(Thread thread) =>
        Assert.True(SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(10)));
}
