package broken.shelf;

import jakarta.servlet.http.HttpServletRequest;

public interface WebTypes {

	void lend(HttpServletRequest request);

}
