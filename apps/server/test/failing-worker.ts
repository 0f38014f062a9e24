// A thread that fails before it is given anything, as one does that gets no memory.
throw new Error("there is no room for another thread");
