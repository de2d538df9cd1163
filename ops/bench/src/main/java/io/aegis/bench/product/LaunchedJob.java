/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.bench.load.openloop.PacingClock;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/** A job that is launched as an operator would, and waited for. */
public final class LaunchedJob {

    /** The job runs already. */
    private static final int CONFLICT = 409;

    /** The batch application, which stands back from all else, does not answer in time. */
    private static final int UNAVAILABLE = 503;

    private final ProductClient product;
    private final PacingClock time;
    private final PrintStream progress;

    /**
     * A launch.
     *
     * @param product asked with a key of the role admin
     * @param time what the wait for the job's end is measured with
     * @param progress told what the job says of itself
     */
    public LaunchedJob(ProductClient product, PacingClock time, PrintStream progress) {
        this.product = product;
        this.time = time;
        this.progress = progress;
    }

    /**
     * Runs a job, as soon as its schedule does not, to its end.
     *
     * @throws IOException when it does not complete, or not within the limit
     */
    public void run(String job, Map<String, Boolean> parameters, Duration limit)
            throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        parameters.forEach(body.putObject("parameters")::put);
        Polling polling = new Polling(time, limit);
        ProductClient.Answer launched = product.post("/batch/jobs/" + job + "/executions", body);
        while (launched.status() == CONFLICT || launched.status() == UNAVAILABLE) {
            polling.pause("the " + job + " of before");
            launched = product.post("/batch/jobs/" + job + "/executions", body);
        }
        JsonNode execution = launched.expect(202).path("execution");
        while (execution.path("ended_at").asText("").isEmpty()) {
            polling.pause(job);
            ProductClient.Answer shown =
                    product.get("/batch/executions/" + execution.path("id").asLong());
            if (shown.status() != UNAVAILABLE) {
                execution = shown.expect(200).path("execution");
            }
        }
        progress.println(
                job + ": " + execution.path("exit_description").asText().strip());
        if (!execution.path("status").asText().equals("COMPLETED")) {
            throw new IOException(
                    job + " has ended as " + execution.path("status").asText());
        }
    }
}
