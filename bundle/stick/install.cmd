@echo off
rem Finds a Python that the packages here were made for; install.py does the rest.
setlocal
for %%v in (@PYTHONS@) do (
  py -%%v -c "" >nul 2>nul && set "found=py -%%v" && goto run
)
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "found=python" && goto run
echo Python is needed, one of @PYTHONS@: see README.txt
start "" notepad "%~dp0README.txt"
pause
exit /b 1
:run
%found% -B "%~dp0install.py"
set code=%errorlevel%
pause
exit /b %code%
