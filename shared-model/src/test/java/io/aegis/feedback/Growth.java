/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;

/** What work costs, counted in what it allocates: that does not hang on how busy the machine is. */
public final class Growth {

    /** Pieces of texts that work may choke on when there are many of them. */
    public static final List<String> SHAPES = List.of(
            "a",
            "word ",
            "\u0301\u0323",
            "e\u0301\u0323",
            "\u0344",
            "\u1100\u1161",
            "1 ",
            "4 ",
            "1-",
            "call 1 ",
            "a@",
            "a.b@c.",
            "DE89 ",
            "<b></p>",
            "<a><table>",
            "<i><p>",
            "</p>",
            "<div>",
            "&amp;",
            "& < ",
            "\u200b<",
            "not very ",
            "!?",
            "\ud83d\ude00",
            "\ufdfa",
            "!\u0130");

    private Growth() {}

    /** How many times as much work on twice the text allocates. */
    public static double of(Consumer<String> work, String piece, int length) {
        String once = piece.repeat(length / piece.length());
        String twice = once + once;
        work.accept(twice);
        // The compiler may take allocations out at any moment: in this order that makes no growth.
        double less = allocated(work, once);
        return allocated(work, twice) / less;
    }

    /** Bytes that work on a text allocates. */
    public static long allocated(Consumer<String> work, String text) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.accept(text);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
