package pl.chronobook.transfer.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A private temporary folder for files that are too large for memory. Closing deletes it.
 */
public final class Scratch implements AutoCloseable {

	private @Nullable Path folder;

	private int files;

	/**
	 * Copies content up to a limit.
	 * @param limit the limit in bytes
	 * @return the copy; null if the content is larger
	 */
	public @Nullable Path copy(InputStream content, long limit) throws IOException {
		Path file = next();
		byte[] buffer = new byte[64 * 1024];
		long size = 0;
		try (OutputStream out = Files.newOutputStream(file)) {
			for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
				WorkLimit.check();
				size += read;
				if (size > limit) {
					return null;
				}
				out.write(buffer, 0, read);
			}
		}
		return file;
	}

	/** Returns the path of a new file. */
	public Path next() throws IOException {
		if (this.folder == null) {
			this.folder = Files.createTempDirectory("chronobook-import-");
		}
		return this.folder.resolve("file-" + ++this.files);
	}

	@Override
	public void close() {
		try {
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
