/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.load.text.Complaints;
import java.io.IOException;
import java.util.List;

/** The same new text many times in the same moment, over one or several replicas: one row, and everybody gets it. */
final class Identical implements Scenario {

    @Override
    public ScenarioFindings run(Bench bench) throws IOException, InterruptedException {
        int posts = (int) bench.options().number(LoadOption.COUNT, 500, 2, 5_000);
        var counts = new Counts();
        Complaints complaints = bench.complaints();
        String text = complaints.text(bench.warmUp(complaints::text));
        try (var population = bench.population(
                posts,
                _ -> text,
                answer -> FeedbackResponse.of(answer).id().ifPresent(id -> counts.add("ids", id)),
                0)) {
            Phase phase = bench.crowd("identical", 0, population.clients());
            var ids = counts.sums().get("ids");
            List<Goal> goals = List.of(
                    Goal.exactly("answers 201", 1, phase.result().answers("201")),
                    Goal.exactly("answers 200", posts - 1L, phase.result().answers("200")),
                    Goal.exactly("different ids", 1, ids == null ? 0 : ids.size()));
            return new ScenarioFindings(List.of(phase), counts.sums(), goals);
        }
    }
}
