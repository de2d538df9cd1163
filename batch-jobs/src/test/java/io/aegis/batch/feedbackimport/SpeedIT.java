package io.aegis.batch.feedbackimport;

import io.aegis.batch.TestDatabase;
import io.aegis.batch.jobs.JobDefinition;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;

class SpeedIT {
    @Test
    void speed() throws Exception {
        try (TestDatabase db = TestDatabase.create();
                var app = db.start(Map.of())) {
            StringBuilder csv = new StringBuilder("text\n");
            int n = Integer.getInteger("rows", 100000);
            for (int i = 0; i < n; i++) {
                csv.append("I was charged twice for order ").append(i).append(" and support ignores me, please help\n");
            }
            UUID id = StagedFiles.stage(db, csv.toString());
            long t = System.nanoTime();
            JobExecution e = app.getBean(JobOperator.class)
                    .start(
                            app.getBean(JobDefinition.class).job(),
                            new JobParametersBuilder()
                                    .addString("import_id", id.toString())
                                    .toJobParameters());
            while (e.isRunning()) Thread.sleep(50);
            System.out.println(
                    "SPEED " + n / ((System.nanoTime() - t) / 1e9) + " " + StagedFiles.progress(db, id) + " " + e);
        }
    }
}
