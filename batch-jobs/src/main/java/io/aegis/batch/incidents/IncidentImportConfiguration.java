/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import io.aegis.batch.jobs.StepPerExecution;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Transactions;
import io.aegis.db.logs.LogStore;
import io.aegis.db.models.IncidentStore;
import io.aegis.db.series.SampleStore;
import io.aegis.deadline.Ticker;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code incident-import}. */
@Configuration(proxyBeanMethods = false)
class IncidentImportConfiguration {

    private static final String STEP = "recordings";
    private static final String FOLDER = "folder";
    private static final String FORMAT = "format";
    private static final int LONGEST_FOLDER = 1_000;

    /** What is stored at once: some minutes of lines, or some thousand samples. */
    private static final int CHUNK = 4;

    @Bean
    JobDefinition incidentImport(
            Steps steps, Transactions chunkTransactions, BatchSettings settings, Clock clock, Ticker ticker) {
        SampleStore samples = new SampleStore(chunkTransactions, clock);
        LogStore logs = new LogStore(chunkTransactions, clock);
        IncidentStore incidents = new IncidentStore(chunkTransactions, clock);
        Job job = new JobBuilder("incident-import", steps.repository())
                .start(new StepPerExecution(
                        STEP,
                        execution -> steps.<RecordingBatch, RecordingBatch>chunks(STEP, CHUNK)
                                .reader(reader(settings, execution.getJobParameters()))
                                .writer(new RecordingWriter(samples, logs, incidents, ticker))
                                .listener(new Summary())
                                .build()))
                .build();
        return JobDefinition.once(
                job,
                "Imports recorded metrics and logs with a list of known failures, which models are trained on.",
                Parameter.required(
                        FOLDER, new ParameterType.Text(LONGEST_FOLDER), "the folder, within INCIDENT_IMPORT_DIR"),
                new Parameter(
                                FORMAT,
                                new ParameterType.Choice(Arrays.stream(RecordingFormat.values())
                                        .map(RecordingFormat::label)
                                        .toList()),
                                false,
                                java.util.Optional.empty(),
                                true,
                                "how it is written down")
                        .or(RecordingFormat.PLAIN.label()));
    }

    private static RecordingReader reader(BatchSettings settings, JobParameters parameters) {
        RecordingFormat format = RecordingFormat.ofLabel(String.valueOf(parameters.getString(FORMAT)))
                .orElse(RecordingFormat.PLAIN);
        return new RecordingReader(
                settings.training().incidents(), String.valueOf(parameters.getString(FOLDER)), format.reader());
    }

    /** Has a step that has ended well say what it came to. */
    private static final class Summary implements StepExecutionListener {

        @Override
        public ExitStatus afterStep(StepExecution execution) {
            return execution.getStatus() == BatchStatus.COMPLETED
                    ? execution
                            .getExitStatus()
                            .addExitDescription(RecordingWriter.summary(execution.getExecutionContext()))
                    : execution.getExitStatus();
        }
    }
}
