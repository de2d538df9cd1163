/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import io.aegis.db.models.ModelKind;
import io.aegis.db.overview.OperationsState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says what is wrong with what judges samples and logs. */
final class ModelIssues {

    private ModelIssues() {}

    static List<OperationalIssue> of(OperationsState state, Instant now) {
        List<OperationalIssue> found = new ArrayList<>();
        state.stale().forEach(each -> found.add(stale(each, now)));
        state.doubted().forEach(each -> found.add(doubted(each)));
        return found;
    }

    private static OperationalIssue stale(OperationsState.Stale stale, Instant now) {
        String kind = stale.kind().label();
        String job = kind + "-train";
        String models = stale.models() == 1 ? "The " + kind + " model" : stale.models() + " " + kind + " models";
        String training = stale.trained()
                .map(ended -> job + " last ended well " + days(ended, now))
                .orElse(job + " is not known to have ended well");
        String labels = stale.labels() == 0
                ? ""
                : ", and has not learned from " + stale.labels() + (stale.labels() == 1 ? " label" : " labels")
                        + " given since";
        return new OperationalIssue(
                "model-stale",
                OperationalIssue.Level.WARNING,
                models + (stale.models() == 1 ? " is stale" : " are stale"),
                "The newest was trained " + days(stale.newest(), now) + "; " + training + labels + ".",
                "Launch the job, and see whether its schedule is paused or its last execution failed.",
                "jobs?job=" + job);
    }

    private static OperationalIssue doubted(OperationsState.Doubted doubted) {
        boolean anomalies = doubted.kind() == ModelKind.ANOMALY;
        return new OperationalIssue(
                "model-doubted",
                OperationalIssue.Level.WARNING,
                (anomalies ? "Anomalies" : "Failures") + " are often called wrong",
                "In the last seven days operators called " + doubted.wrong() + " wrong and " + doubted.right()
                        + " right.",
                "If that began with a new model, roll it back; else let the next training learn from the labels"
                        + (anomalies ? ", or raise ANOMALY_THRESHOLD." : "."),
                "monitoring?tab=models");
    }

    private static String days(Instant then, Instant now) {
        long days = Duration.between(then, now).toDays();
        return days == 1 ? "a day ago" : days + " days ago";
    }
}
