/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of the verdicts on one service, minute by minute: there is an alarm when two of three minutes fail, or one does
 * clearly, and it is over after five minutes without.
 *
 * @param state what is said of the service
 * @param recent of the last three minutes, whether each failed: bits, the newest last
 * @param judgedAt when it was judged last
 * @param since when the state began
 * @param failedAt when it failed last
 */
public record ServiceAlarm(State state, int recent, Instant judgedAt, Instant since, Instant failedAt) {

    private static final int MINUTES = 3;
    private static final int ALL = (1 << MINUTES) - 1;
    private static final int OFTEN = 2;
    private static final Duration QUIET = Duration.ofMinutes(5);
    private static final double CLEAR = 1;
    private static final double SIZE = 0.35;
    private static final int SMALL = 10;

    /** What is said of a service. */
    public enum State {
        /** Nothing. */
        QUIET,
        /** It fails. */
        FAILING,
        /** It sends nothing any more. */
        SILENT
    }

    /** How a minute was. */
    public enum Minute {
        /** Nothing in it says that the service fails. */
        CALM,
        /** It says so, not clearly enough to stand alone. */
        SUSPICIOUS,
        /** It says so clearly. */
        CLEAR
    }

    /** A service that was not judged before. */
    public static ServiceAlarm unknown(Instant now) {
        return new ServiceAlarm(State.QUIET, 0, now.minus(QUIET), now, Instant.EPOCH);
    }

    /**
     * How the last minute of a service was.
     *
     * @param verdict on it alone
     * @param services that are judged at once: the more there are, the more of them look strange by chance
     */
    public static Minute minute(FailureVerdict verdict, int services) {
        // Who is asked says what it takes for a failure; nobody is to be woken for what may always be so.
        if (!verdict.detected() || isUnfamiliar(verdict)) {
            return Minute.CALM;
        }
        double margin = verdict.margin() - SIZE * Math.log(Math.max(1, (double) services / SMALL));
        boolean told = !verdict.basis().hardSigns().isEmpty();
        if (told || margin >= CLEAR) {
            return Minute.CLEAR;
        }
        // What is detected with less comes from logs, which have to be loud, or suffices by itself.
        boolean sufficient = verdict.margin() < 0 || verdict.typing().rules().sufficient();
        return margin >= 0 || sufficient ? Minute.SUSPICIOUS : Minute.CALM;
    }

    private static boolean isUnfamiliar(FailureVerdict verdict) {
        int logMinutes = verdict.basis().logMinutes();
        return verdict.margin() < 0
                && !verdict.basis().hardSigns().isEmpty()
                && verdict.evidence().stream()
                        .noneMatch(
                                finding -> finding.remarkable() || AbsoluteFailureSign.isFamiliar(finding, logMinutes));
    }

    /** After a minute with samples. */
    public ServiceAlarm next(Minute minute, Instant now) {
        long passed = Math.clamp(Duration.between(judgedAt, now).plusSeconds(30).toMinutes(), 1, MINUTES);
        int bits = ((recent << passed) | (minute == Minute.CALM ? 0 : 1)) & ALL;
        Instant failed = minute == Minute.CALM ? failedAt : now;
        boolean failing = minute == Minute.CLEAR || Integer.bitCount(bits) >= OFTEN;
        boolean goesOn = state == State.FAILING && failed.plus(QUIET).isAfter(now);
        return to(failing || goesOn ? State.FAILING : State.QUIET, bits, now, failed);
    }

    /** After its samples failed to come. */
    public ServiceAlarm silent(Instant now) {
        return to(State.SILENT, 0, now, failedAt);
    }

    private ServiceAlarm to(State next, int bits, Instant now, Instant failed) {
        return new ServiceAlarm(next, bits, now, next == state ? since : now, failed);
    }

    /** What was said before and is not said any more, or otherwise; empty when the state stayed. */
    public Optional<State> changedFrom(ServiceAlarm before) {
        return Optional.of(before.state()).filter(old -> old != state);
    }
}
