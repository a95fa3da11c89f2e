package pl.chronobook.transfer.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A folder that nobody else may enter, for as long as files are looked into: they may be
 * larger than what should be in memory.
 */
final class Scratch implements AutoCloseable {

	private @Nullable Path folder;

	private int files;

	/**
	 * Copies as much as may be.
	 * @param limit in bytes
	 * @return the copy, or null if there was more
	 */
	@Nullable Path copy(InputStream content, long limit) throws IOException {
		Path file = next();
		byte[] buffer = new byte[64 * 1024];
		long size = 0;
		try (OutputStream out = Files.newOutputStream(file)) {
			for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
				size += read;
				if (size > limit) {
					return null;
				}
				out.write(buffer, 0, read);
			}
		}
		return file;
	}

	/** A name for a new file. */
	Path next() throws IOException {
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
