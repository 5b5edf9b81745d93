// Looks again in three seconds, as a plain request whatever brought the visitor here.
setTimeout(() => location.replace(location.href), 3000);
