package io.aegis.batch.incidents;

import io.aegis.storage.DatabaseUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Imports the recordings of a folder, one after the other; a restart goes on with the first that was not finished. */
final class IncidentImportTasklet implements Tasklet {

    static final String FOLDER = "folder";
    static final String FORMAT = "format";

    private static final String DONE = "recordings";
    private static final String SAMPLES = "samples";
    private static final String LINES = "lines";
    private static final String INCIDENTS = "incidents";

    private final Optional<Path> allowed;
    private final RecordingImport store;

    IncidentImportTasklet(Optional<Path> allowed, RecordingImport store) {
        this.allowed = allowed;
        this.store = store;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException, JobInterruptedException, UnusableFilesException, IOException {
        StepExecution step = contribution.getStepExecution();
        Path folder = folder(String.valueOf(step.getJobParameters().getString(FOLDER)));
        Format.Reader reader = Format.ofLabel(
                        String.valueOf(step.getJobParameters().getString(FORMAT)))
                .orElse(Format.PLAIN)
                .reader();
        ExecutionContext run = step.getExecutionContext();
        List<Path> recordings = reader.recordings(folder);
        if (recordings.isEmpty()) {
            throw new UnusableFilesException("there is nothing of this format in the folder");
        }
        int next = run.getInt(DONE, 0);
        if (next >= recordings.size()) {
            contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(summary(run)));
            return RepeatStatus.FINISHED;
        }
        Path recording = recordings.get(next);
        RecordingImport.Done done = store.store(
                        reader.read(recording), source(folder, recording), step::isTerminateOnly)
                .orElseThrow(() -> new JobInterruptedException("asked to stop"));
        contribution.incrementReadCount();
        contribution.incrementWriteCount(done.incidents());
        run.putInt(DONE, next + 1);
        add(run, SAMPLES, done.samples());
        add(run, LINES, done.lines());
        add(run, INCIDENTS, done.incidents());
        return RepeatStatus.CONTINUABLE;
    }

    /** The folder that is meant, if it lies where imports may be from, links followed. */
    private Path folder(String given) throws UnusableFilesException, IOException {
        if (allowed.isEmpty()) {
            throw new UnusableFilesException(
                    "INCIDENT_IMPORT_DIR says where incidents may be imported from; it is not set");
        }
        Path root = allowed.get().toRealPath();
        try {
            Path folder = root.resolve(given);
            if (Files.isDirectory(folder) && folder.toRealPath().startsWith(root)) {
                return folder.toRealPath();
            }
        } catch (InvalidPathException e) {
            throw new UnusableFilesException("this is not the name of a folder", e);
        }
        throw new UnusableFilesException("there is no such folder under INCIDENT_IMPORT_DIR");
    }

    private static String source(Path folder, Path recording) {
        Path parent = Optional.ofNullable(folder.getParent()).orElse(folder);
        String name = parent.relativize(recording).toString();
        return name.substring(Math.max(0, name.length() - io.aegis.db.models.Incident.MAX_SOURCE));
    }

    private static void add(ExecutionContext run, String what, int more) {
        run.putLong(what, run.getLong(what, 0) + more);
    }

    private static String summary(ExecutionContext run) {
        return run.getInt(DONE, 0) + " recordings: " + run.getLong(SAMPLES, 0) + " samples, " + run.getLong(LINES, 0)
                + " lines counted, " + run.getLong(INCIDENTS, 0) + " incidents";
    }
}
