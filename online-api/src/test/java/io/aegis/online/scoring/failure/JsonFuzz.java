/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.http.json.JsonBodyReader;
import io.aegis.online.http.json.JsonBudget;
import io.aegis.online.scoring.anomaly.AnomalyReader;
import io.aegis.problem.ProblemException;

/** Fuzzes what reads JSON bodies, as feedback, as metrics and as an Alertmanager's notification. */
public final class JsonFuzz {

    private JsonFuzz() {}

    /** Any body is read or refused with a reason. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            feedback(read(input));
        } catch (ProblemException | FeedbackTextException _) {
            // Refused, as most are.
        }
        try {
            JsonBody metrics = read(input);
            AnomalyReader.samples(metrics);
            metrics.refuseIfWrong();
        } catch (ProblemException _) {
            // Likewise.
        }
        try {
            Notification.read(read(input));
        } catch (ProblemException _) {
            // Likewise.
        }
    }

    private static JsonBody read(byte[] input) {
        return JsonBodyReader.object(input, JsonBudget.of(input.length));
    }

    private static void feedback(JsonBody body) {
        body.require("raw_content");
        String raw = body.text("raw_content", FeedbackText.MAX_RAW_LENGTH).orElse("");
        body.object("metadata").ifPresent(metadata -> {
            metadata.text("channel", 128);
            metadata.instant("occurred_at");
            metadata.integer("rating", 1, 5);
        });
        body.refuseIfWrong();
        String clean = FeedbackText.of(raw).value();
        if (clean.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalStateException("control characters are left");
        }
    }
}
